"""A ballot while it runs: the team's card, each voter's message, reminders, a word to the lead."""

from __future__ import annotations

from slack_sdk.models.blocks import ConfirmObject

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.ballots.models import Stage
from bot.features.ballots.reading import Shown
from bot.features.ballots.reminding import Nudge
from handlers.ballots.parts import (
    Blocks,
    full,
    how_it_is_decided,
    key,
    links,
    plain,
    question,
    restarted,
    vote_buttons,
)
from handlers.slack.blocks import (
    actions,
    button,
    context,
    divider,
    escape,
    header,
    section,
    shorten,
    when,
)

SHORT = 120
"""Characters of what is asked, in a line."""


def team_card(ballot: Shown, t: Translator) -> Drawing:
    """In the team channel: only how many have voted, never who or what."""
    client = escape(ballot.client)
    text = t("Go or no-go for {client}: {what}", client=client, what=_short(ballot))
    title = header(t("Go or no-go: {client}", client=ballot.client))
    if ballot.stage != Stage.VOTING:
        return Drawing(text, [title, *_over(ballot, t)])
    blocks = [title, *restarted(ballot, t), *question(ballot, t), divider()]
    blocks += [section(_count(ballot, t)), context(how_it_is_decided(ballot, t))]
    mine = button(t("My vote"), "ballot_mine", key(ballot))
    change = button(t("Change what is asked"), "ballot_change", ballot.id, confirm=_sure(t))
    blocks += [vote_buttons(ballot, t, mine), actions(f"frame|{ballot.id}", change)]
    return Drawing(text, blocks + links(ballot, t))


def _short(ballot: Shown) -> str:
    return escape(shorten(" ".join(ballot.what.split()), SHORT))


def _over(ballot: Shown, t: Translator) -> Blocks:
    line = t(
        "The vote on this closed {time}. The result stands below.", time=when(ballot.closes_at)
    )
    return [section(f"*{plain(ballot.what)}*"), section(line), *links(ballot, t)]


def _sure(t: Translator) -> ConfirmObject:
    return ConfirmObject(
        title=t("Change what is asked?"),
        text=t("The vote then begins again, and the votes so far are destroyed."),
        confirm=t("Look at it"),
        deny=t("Leave it"),
    )


def _count(ballot: Shown, t: Translator) -> str:
    voted = t("*{n} of {asked} have voted.*", n=ballot.voted, asked=len(ballot.asked))
    time = full(ballot.closes_at)
    if ballot.all_in:
        closes = t("It closes {time}; until then votes can still be changed.", time=time)
    elif ballot.moved:
        closes = t("Too few had voted, so closing has moved once: to {time}.", time=time)
    else:
        closes = t("The vote closes {time}, or shortly after the last has voted.", time=time)
    return f"{voted} {closes}"


def voter(ballot: Shown, voted: bool, t: Translator) -> Drawing:
    """To one voter. It holds no choice, neither before nor after: it is kept at Slack."""
    text = t("Your vote is asked: {what}", what=_short(ballot))
    blocks = [header(t("Your vote, for {client}", client=ballot.client))]
    blocks += [*restarted(ballot, t), *question(ballot, t), divider()]
    mine = button(t("My vote"), "ballot_mine", key(ballot))
    if voted:
        blocks += counted(ballot, t)
    else:
        line = t("Go or no-go? One click is enough. The vote closes {time}.", time=_closes(ballot))
        blocks.append(section(line))
    blocks += [vote_buttons(ballot, t, mine), context(how_it_is_decided(ballot, t))]
    return Drawing(text, [*blocks, *secrecy(t), *links(ballot, t)])


def _closes(ballot: Shown) -> str:
    return full(ballot.closes_at)


def counted(ballot: Shown, t: Translator) -> Blocks:
    """That a vote is counted, whatever it is; and two questions that nobody has to answer."""
    line = t("*Your vote is counted.* You can change it until {time}.", time=_closes(ballot))
    sure = t("If you like: how sure are you that we can keep it, from 1 (hardly) to 5 (very)?")
    levels = [button(str(n), f"ballot_sure_{n}", key(ballot)) for n in range(1, 6)]
    why = button(t("A word why"), "ballot_why", key(ballot))
    return [section(f"{line}\n{sure}"), actions(f"sure|{key(ballot)}", *levels, why)]


def vote_counted(ballot: Shown, t: Translator) -> Drawing:
    """The answer to a click, where the message itself does not say it."""
    text = t("Your vote is counted. You can change it until {time}.", time=when(ballot.closes_at))
    return Drawing(text, counted(ballot, t))


def secrecy(t: Translator) -> Blocks:
    """What is secret, from whom, until when, and what could still give it away."""
    return [
        context(
            t(
                "*What is secret:* your vote, from everybody here, your lead included. Until "
                "closing all see only how many have voted; afterwards how many voted what, and "
                "conditions and reasons without names and in no order. With fewer than three "
                "votes only the outcome is shown."
            ),
            t(
                "*What could still give it away:* At closing the link between you and your vote "
                "is destroyed. Until then whoever has Perron's database in hand could work it "
                "out, and later whoever has a copy made before. If all are of one mind, "
                "everybody knows; and your way of writing may be yours alone. Slack carries your "
                "click, as it carries all you do here."
            ),
        )
    ]


def begun_again(ballot: Shown, is_asked: bool, t: Translator) -> Drawing:
    """What is left of a message of an earlier round. ``is_asked``: in the new one, too."""
    text = t("What is asked has changed, so the vote on this began again.")
    line = t("Your earlier vote, if you cast one, is destroyed.")
    if is_asked:
        then = t("There is a new message for you.")
    else:
        then = t("You are not among those who are asked now.")
    return Drawing(text, [section(f"*{plain(ballot.what)}*"), section(f"{text} {line} {then}")])


def reminder(ballot: Shown, nudge: Nudge, t: Translator) -> Drawing:
    """To who has not voted yet, and only to them."""
    time = _closes(ballot)
    what = _short(ballot)
    if nudge == Nudge.MOVED:
        text = t(
            "Too few have voted on “{what}” for a decision. Closing has moved once, to {time}; "
            "if it is too few then, too, it stays undecided.",
            what=what,
            time=time,
        )
    elif nudge == Nudge.HALF:
        text = t(
            "Half of the time for “{what}” is over. Your vote is still asked, until {time}.",
            what=what,
            time=time,
        )
    else:
        text = t("The vote on “{what}” closes soon: {time}.", what=what, time=time)
    hint = t("Only you read this. To abstain is a vote, too.")
    mine = button(t("My vote"), "ballot_mine", key(ballot))
    return Drawing(text, [section(text), vote_buttons(ballot, t, mine), context(hint)])


def lead(ballot: Shown, has_view: bool, t: Translator) -> Drawing:
    """To a lead who is not asked: told, and free to add a view."""
    client = escape(ballot.client)
    text = t("The team is asked, for {client}: {what}", client=client, what=_short(ballot))
    if ballot.stage != Stage.VOTING:
        line = t("The vote is closed; the result stands in the team channel.")
    else:
        line = t(
            "The vote closes {time}. It is the team's: nobody can override it, change it from "
            "above or close it early. If you like, add how you see it. It is shown below the "
            "result, as a view, so that it sways nobody.",
            time=_closes(ballot),
        )
    label = t("Change my view") if has_view else t("Add a view")
    view = actions(f"view|{ballot.id}", button(label, "ballot_view", ballot.id))
    return Drawing(text, [section(text), section(line), view])
