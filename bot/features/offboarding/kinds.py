"""The words of an offboarding: what something can be, as it is stored."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """Why the work ends. For the team only."""

    BY_CLIENT = "by the client"
    BY_US = "by us"
    OVER = "project over"


class WishState(StrEnum):
    """What became of a client's wish to end."""

    OPEN = "open"
    CARRIED_ON = "carried on"
    """A member has asked to start a case."""
    DROPPED = "dropped"
    """A member has talked with the client: nothing ends."""


class CaseState(StrEnum):
    """``ASKED`` waits for a second member; ``RUNNING`` is walked; the others are over."""

    ASKED = "asked"
    RUNNING = "running"
    FINISHED = "finished"
    CALLED_OFF = "called off"


class Phase(StrEnum):
    """The parts of an ending, in order."""

    WIND_DOWN = "wind down"
    HAND_OVER = "hand over"
    CLOSE = "close"
    FAREWELL = "farewell"
    ACCESS = "access"
    SETTLE = "settle"
    BLOCK = "block"


PHASES = tuple(Phase)


class StepState(StrEnum):
    """``WAITING``: for other steps, or for its time. The last three are settled."""

    WAITING = "waiting"
    POSSIBLE = "possible"
    BLOCKED = "blocked"
    DONE = "done"
    NOT_NEEDED = "not needed"
    """Its owner says so, and why."""
    SKIPPED = "skipped"
    """Taken out of this case, with a reason."""


SETTLED = (StepState.DONE, StepState.NOT_NEEDED, StepState.SKIPPED)


class EvidenceKind(StrEnum):
    """What shows that a step was done."""

    LINK = "link"
    TEXT = "text"
    NUMBER = "number"
    FILE = "file"
    CHECK = "check"
    """Perron has looked, and found it so."""


class Does(StrEnum):
    """What Perron does or checks in a step, behind a click."""

    PROMISES_BALLOTS = "promises_ballots"
    """Open promises and running ballots: ended or handed over. Checked in Perron itself."""
    JIRA_ISSUES = "jira_issues"
    """Lists open issues, closes the chosen ones, counts those left."""
    ACCOUNTS = "accounts"
    """The list of accounts, domains and tools. Checked in Perron itself."""
    WIKI_PAGE = "wiki_page"
    """Writes the last information as a page."""
    IN_SPE = "in_spe"
    """Projects in spe: each handed over or let go. Checked in Perron itself."""
    SLACK_EXPORT = "slack_export"
    """The channels' messages and files as a zip."""
    JIRA_ARCHIVE = "jira_archive"
    """Archives by permission scheme or category, or says which click is needed."""
    FAREWELL = "farewell"
    """Posts the word to the client that a person wrote."""
    ACCESS_INACTIVE = "access_inactive"
    """Records who had what, and that it was set inactive."""
    ACCESS_DELETED = "access_deleted"
    """After the grace period."""
    SLACK_PEOPLE = "slack_people"
    """Lists the client's people in shared channels."""
    WIKI_READERS = "wiki_readers"
    """Checks that the space's external readers are gone."""
    JIRA_WORKLOGS = "jira_worklogs"
    """Worklogs as CSV and Excel, and how many are unbilled."""
    REPORT = "report"
    """The report for the client and the internal one."""
    BLOCK = "block"
    """The client's status becomes delivery block."""
    SLACK_LEAVE = "slack_leave"
    """Leaves or archives the channels, and says who ends the invitation."""


WITHIN = (Does.PROMISES_BALLOTS, Does.ACCOUNTS, Does.IN_SPE)
"""Perron looks at its own tables: no job goes out."""
NO_WAY_BACK = (Does.FAREWELL, Does.ACCESS_DELETED, Does.SLACK_LEAVE)
"""What cannot be undone, whatever a template says of its step."""


class Turn(StrEnum):
    """How far Perron's part of a step is."""

    NONE = "none"
    LOOKING = "looking"
    """Asked to look; a job is on its way."""
    FOUND = "found"
    """What was found is shown; a person chooses."""
    DOING = "doing"
    """Chosen; a job is on its way."""
    DID = "did"
    FAILED = "failed"
    """It could not be done: ``Step.trouble`` says why, and a person does it by hand."""


class AccountKind(StrEnum):
    """What is on the list."""

    ACCOUNT = "account"
    DOMAIN = "domain"
    TOOL = "tool"


class AccountState(StrEnum):
    """Of an account, domain or tool. ``DELETED`` cannot be undone."""

    OPEN = "open"
    HANDED_OVER = "handed over"
    DEACTIVATED = "deactivated"
    DELETED = "deleted"


class System(StrEnum):
    """Where somebody has access."""

    CLOUD = "cloud"
    WIKI = "wiki"
    JIRA = "jira"
    SLACK = "slack"


class AccessState(StrEnum):
    """Of one person's access to one thing. ``DELETED`` cannot be undone."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DELETED = "deleted"


class EndKind(StrEnum):
    """What has to be ended, handed over or let go, one by one."""

    PROMISE = "promise"
    BALLOT = "ballot"
    IN_SPE = "in spe"


class Fate(StrEnum):
    """What was decided about it."""

    HANDED_OVER = "handed over"
    LET_GO = "let go"


class Touched(StrEnum):
    """What a case has changed: a call-off puts it back."""

    CLIENT_STATUS = "client status"
    ACCOUNT = "account"
    ACCESS = "access"
    OUTSIDE = "outside"
    """In Jira, Confluence or Slack: a job puts it back."""
