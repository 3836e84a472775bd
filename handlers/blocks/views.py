"""What members see of a block: how it stands, its lifts, who wrote, and hours that were found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.blocks.lifting import WHY
from bot.features.blocks.models import LiftState
from bot.features.blocks.reading import BlockView, Booked, Heard, LiftView
from handlers.blocks.fields import until_when
from handlers.digests.words import day, listed
from handlers.offboarding.words import SYSTEMS
from handlers.slack.blocks import (
    actions,
    button,
    context,
    escape,
    modal,
    section,
    shorten,
    text_input,
    when,
)

LIFT = "block_lift_window"
MOST = 15
"""Lines of hours; the rest is counted."""


def standing(block: BlockView, t: Translator) -> Drawing:
    """How the block stands, with what can be done about it: below the case."""
    if block.lift is not None:
        return lift_card(block.lift, t)
    client = escape(block.client)
    text = t("*{client} has a delivery block.*", client=client)
    if block.since is not None:
        since = when(block.since)
        text = t("*{client} has a delivery block* since {time}.", client=client, time=since)
    lines = [text]
    if block.contact is not None:
        lines.append(t("Who writes to us is referred to {person}.", person=f"<@{block.contact}>"))
    lift = button(t("Lift for a while …"), "block_lift", block.client_key)
    return Drawing(text, [section("\n".join(lines)), actions(f"block|{block.client_key}", lift)])


def lift_card(lift: LiftView, t: Translator) -> Drawing:
    """A lift as it stands, for the team."""
    blocks = [section(_words(lift, t)), context(escape(lift.why)), *_given_back(lift, t)]
    stamp = f"{lift.id}:{lift.version}"
    if lift.state is LiftState.ASKED:
        blocks.append(context(t("A second member of the platform has to confirm.")))
        confirm = button(t("Confirm"), "block_confirm", stamp, style="primary")
        drop = button(t("Take back"), "block_drop", stamp)
        blocks.append(actions(f"lift|{lift.id}", confirm, drop))
    elif lift.state is LiftState.LIFTED:
        blocks.append(context(t("Then it is back by itself.")))
        again = button(t("Block again now"), "block_again", stamp)
        blocks.append(actions(f"lift|{lift.id}", again))
    return Drawing(_words(lift, t), blocks)


def _given_back(lift: LiftView, t: Translator) -> list[dict[str, Any]]:
    """Whose access comes with the lift: what a second member confirms has to be before them."""
    if not lift.gives_back:
        return []
    title = t("Gets access back with it:")
    if lift.state in (LiftState.LIFTED, LiftState.OVER):
        title = t("Got access back with it:")
    lines = [
        t(
            "{name} · {system}: {what}",
            name=escape(one.name),
            system=t(SYSTEMS[one.system]),
            what=escape(shorten(one.what, 120)),
        )
        for one in lift.gives_back
    ]
    return [section(f"{title}\n{listed(lines, MOST, t)}")]


def _words(lift: LiftView, t: Translator) -> str:
    client, until = escape(lift.client), when(lift.until)
    asked, confirmed = f"<@{lift.asked_by}>", f"<@{lift.confirmed_by}>"
    if lift.state is LiftState.ASKED:
        return t(
            "{person} would like to lift the delivery block of {client} until {time}.",
            person=asked,
            client=client,
            time=until,
        )
    if lift.state is LiftState.LIFTED:
        return t(
            "The delivery block of {client} is lifted until {time}, by {person} and {other}.",
            client=client,
            time=until,
            person=asked,
            other=confirmed,
        )
    if lift.state is LiftState.OVER:
        return t("The delivery block of {client} was lifted for a while.", client=client)
    return t("The delivery block of {client} was not lifted.", client=client)


def back(lift: LiftView, t: Translator) -> Drawing:
    """The block is back: said in the team channel."""
    at = when(lift.ended_at or lift.until)
    if lift.ended_by is None:
        text = t(
            "{client} has a delivery block again since {time}: the time it was lifted for is over.",
            client=escape(lift.client),
            time=at,
        )
    else:
        text = t(
            "{client} has a delivery block again since {time}: {person} has brought it back.",
            client=escape(lift.client),
            time=at,
            person=f"<@{lift.ended_by}>",
        )
    blocks = [section(text)]
    if lift.still_active:
        left = t.plural(
            "One line on the list of access is still active: set it inactive, "
            "its step is open again.",
            "{n} lines on the list of access are still active: set them inactive, "
            "their step is open.",
            lift.still_active,
        )
        blocks.append(context(left))
    return Drawing(text, blocks)


def lift_window(client: str, key: str, t: Translator) -> dict[str, Any]:
    """Until when, and why: the question for a second member."""
    blocks = [
        section(t("*{client}* is served again until then.", client=escape(client))),
        until_when(t("Until when?"), t),
        text_input("why", t("Why?"), multiline=True, max_length=WHY),
        context(t("A second member of the platform has to confirm. The client sees none of this.")),
    ]
    return modal(LIFT, t("Lift the block"), t("Ask the team"), t("Cancel"), blocks, subject=key)


def heard(one: Heard, links: Sequence[str], named: bool, t: Translator) -> Drawing:
    """Who of the client wrote, and what they were told. ``links``: the first, and the newest."""
    facts = {
        "person": f"<@{one.author}>",
        "client": escape(one.client),
        "channel": f"<#{one.channel}>",
        "day": day(one.by_day, t),
    }
    if named:
        text = t(
            "{person} of {client} wrote in {channel}, and was told that they hear from you "
            "by {day}.",
            **facts,
        )
    else:
        text = t(
            "{person} of {client} wrote in {channel}, and was told that they hear from us by "
            "{day}. Nobody is there who could be named: please agree who does it.",
            **facts,
        )
    lines = [f"<{links[0]}|{t('the message')}>"]
    if one.more:
        words = t.plural("one more message since then", "{n} more messages since then", one.more)
        lines.append(f"<{links[-1]}|{words}>")
    why = t("The client has a delivery block: no request was raised. Perron answers once a week.")
    return Drawing(text, [section(text), section(" · ".join(lines)), context(why)])


def hours(client: str, found: Sequence[Booked], t: Translator) -> Drawing | None:
    """To an author alone: what was found, and what becomes of it."""
    if not found:
        return None
    text = t("You have written hours in Jira for {client}.", client=escape(client))
    blocks = [section(text), section(_lines(found, t))]
    if all(one.gone for one in found):
        blocks.append(context(t("They are not there any more. Thank you.")))
    elif any(one.told for one in found):
        blocks.append(context(t("The platform was told which issue and which day, not by whom.")))
    else:
        blocks.append(
            context(
                t(
                    "The client has a delivery block, nobody can invoice them. Please move or "
                    "delete them, or talk with your platform. Only you see this; what is still "
                    "there in two days is named in the team channel, without you."
                )
            )
        )
    return Drawing(text, blocks)


def booked(client: str, found: Sequence[Booked], t: Translator) -> Drawing | None:
    """To the platform, without a name: which issue, which day."""
    if not found:
        return None
    text = t(
        "Hours were written in Jira for {client}, who has a delivery block.", client=escape(client)
    )
    question = t("Shall they be moved or deleted, or the block be lifted for a while?")
    return Drawing(text, [section(text), section(_lines(found, t)), context(question)])


def _lines(found: Sequence[Booked], t: Translator) -> str:
    lines = [t("{issue} on {day}", issue=escape(one.issue), day=day(one.day, t)) for one in found]
    struck = [f"~{line}~" if one.gone else line for line, one in zip(lines, found, strict=True)]
    return listed(struck, MOST, t)
