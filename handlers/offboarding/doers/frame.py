"""What a doer is: how it looks, what it offers, how it carries out what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.core.worker import Settle, Tools
from bot.features.offboarding.doing import Found
from bot.features.offboarding.results import Result
from bot.features.offboarding.saying import Said
from bot.features.offboarding.showing import StepView
from bot.ports import ArchiveTo, BilledBy, Refused, Unreachable
from handlers.slack.submissions import Submission

Dict = dict[str, Any]
REFUSALS = {
    "auth": mark("Perron's token is not accepted there."),
    "right": mark("Perron may not do that there."),
    "missing": mark("It was not found there."),
    "unsupported": mark("There is no interface for it there."),
    "way": mark("No step of its workflow that demands nothing leads there."),
    "field": mark("Something has to be filled in there first."),
    "types": mark("Not every issue type is there."),
    "missing_scope": mark("Perron's app in Slack lacks the permission for it."),
    "not_in_channel": mark("Perron is not in that channel."),
    "channel_not_found": mark("Perron cannot see that channel."),
    "file_not_found": mark("It is gone, or out of Perron's reach."),
    "external": mark("It lies outside of Slack."),
    "too_large": mark("It is too large."),
}
OTHER = mark("It was refused there ({code}).")
LONGEST = 1800.0
"""Wall seconds between two tries, once something has been away for a while."""
TRIES = 160
"""With the backoff below, more than three days: then a person does it."""
GAVE_UP = mark("It could not be reached for days.")


class ByHand(Kindly):
    """Perron cannot do it here, and why: a person does it and gives evidence."""


class Partly(Unreachable):
    """What lies outside went away after some of it was done: ``results`` are of that."""

    def __init__(self, error: Unreachable, results: Sequence[Result]) -> None:
        super().__init__(str(error))
        self.results = tuple(results)


class UnderWay(Partly):
    """What lies outside has begun and takes its time: ask again with this ``task``."""

    def __init__(self, task: str, results: Sequence[Result]) -> None:
        super().__init__(Unreachable(f"under way: {task}"), results)
        self.task = task


def next_try(payload: Mapping[str, Any], error: Unreachable) -> dict[str, Any]:
    """A job's payload for the next try; what goes forward outside begins to count anew."""
    if isinstance(error, UnderWay) and error.task != payload.get("task"):
        return {**payload, "task": error.task, "tries": 1}
    return {**payload, "tries": int(payload.get("tries", 0)) + 1}


def refusal(refused: Refused) -> Said:
    """Why it was refused outside, in a sentence."""
    return Said(REFUSALS.get(refused.code, OTHER), {"code": refused.code})


def reason(problem: ByHand | Refused) -> Said:
    """Why Perron cannot do it, for the team."""
    if isinstance(problem, ByHand):
        return Said(problem.msgid, problem.params)
    return refusal(problem)


def later(tries: int) -> float:
    """Wall seconds until the next try: later and later, for something may be away for a day."""
    return min(LONGEST, 2.0 ** min(tries, 20))


@dataclass(frozen=True)
class About:
    """What a step is about, read in one transaction before anything is called."""

    step: str
    round: int
    case: str
    platform: str
    client: str
    """The client's key."""
    name: str
    """The client's name."""
    t: Translator
    """The team channel's language."""
    zone: str
    channels: tuple[str, ...]
    """The client's shared channels, by id."""
    project: str | None
    """The client's project in Jira."""
    space: str | None
    """The client's space in the wiki."""
    began: datetime
    """When the case was asked for."""
    last_day: date
    by: str
    """Who pressed."""
    reader: Translator
    """Their own language: for what only they see."""
    pressed: datetime
    """When they did."""
    now: datetime
    billed: BilledBy | None = None
    """What tells that work was invoiced; None: nothing was set."""
    archive: ArchiveTo | None = None
    """How a project in Jira is marked as over; None: nothing was set."""
    chosen: Mapping[str, Any] = field(default_factory=dict)
    found: Sequence[Mapping[str, Any]] = ()
    """As `Found` has it, from the look before."""
    task: str = ""
    """What `UnderWay` said the time before; empty: nothing is under way."""

    @property
    def refs(self) -> tuple[str, ...]:
        """What was picked of what was found, in the order in which it was found."""
        picked = set(self.chosen.get("refs", ()))
        return tuple(one["ref"] for one in self.found if one["ref"] in picked)

    def detail(self, ref: str) -> Mapping[str, Any]:
        """What the look before kept about one thing; empty where it did not find it."""
        return next((one["detail"] for one in self.found if one["ref"] == ref), {})


@dataclass(frozen=True)
class Seen:
    """What a look found. ``holds``: it is as it should be; ``words`` say so in a sentence.

    ``settle``: what belongs into the same transaction, in Perron's own lists. Where these tell
    whether it holds, they have the last word.
    """

    things: Sequence[Found]
    holds: bool
    words: str
    settle: Settle | None = None


@dataclass(frozen=True)
class Made:
    """What was carried out. ``refs``: files that were made, name to place; ``settle``: what
    belongs into the same transaction."""

    results: Sequence[Result]
    holds: bool
    words: str
    refs: Mapping[str, str] = field(default_factory=dict)
    settle: Settle | None = None


@dataclass(frozen=True)
class Undo:
    """Something outside that is to be put back as it was ``before``."""

    ref: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    mark: str
    """An opaque id of this change, the same for each repetition."""
    t: Translator
    task: str = ""
    """As in `About`."""


Look = Callable[[Tools, About], Seen]
"""Calls the outside; changes nothing there. `ByHand` where it cannot; other errors repeat it."""
Do = Callable[[Tools, About], Made]
"""Carries out what was chosen; safe to repeat. `ByHand` where it cannot."""
PutBack = Callable[[Tools, Undo], str]
"""Puts one thing back; safe to repeat; a sentence about it. `ByHand` where it cannot."""


def nothing_to_choose(_form: Submission) -> dict[str, Any]:
    """Of what needs a click and nothing else."""
    return {}


@dataclass(frozen=True)
class Doer:
    """One kind. Without ``do`` it only looks; ``fields`` is what the window asks beside the list
    of what was found, ``chosen`` reads it, and is Kindly where something is wrong with it."""

    look: Look
    do: Do | None = None
    fields: Callable[[StepView, Translator], list[Dict]] | None = None
    chosen: Callable[[Submission], dict[str, Any]] = nothing_to_choose
    put_back: PutBack | None = None
    picks: bool = False
    """Whether some of what was found is picked from; else it is all or nothing."""
