"""What a client reads of promises. Takes client-safe data only, and never the team's."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.promises.reading import ClientPromise, ClientState
from handlers.slack.blocks import context, escape, section, when

SHOWN = 20
"""Promises that the pinned card holds."""


def board(promises: Sequence[ClientPromise], t: Translator) -> Drawing:
    """The pinned card: what we have promised."""
    title = t.to_client("What we have promised you")
    blocks = [section(f"*{title}*")]
    blocks += [section(_entry(one, t)) for one in promises[:SHOWN]]
    if len(promises) > SHOWN:
        blocks.append(context(t("and {n} more", n=len(promises) - SHOWN)))
    if not promises:
        blocks.append(section(t.to_client("Nothing is open right now.")))
    return Drawing(title, blocks)


def _entry(one: ClientPromise, t: Translator) -> str:
    lines = [f"*{escape(one.what)}*", " · ".join(_facts(one, t))]
    if one.state is ClientState.AGREED_ANEW and one.instead:
        lines.append(t.to_client("Agreed instead: {words}", words=escape(one.instead)))
    return "\n".join(lines)


def _facts(one: ClientPromise, t: Translator) -> list[str]:
    facts = []
    if one.state is not ClientState.AGREED_ANEW:
        facts.append(state_word(one.state, t))
    facts.append(t("by {time}", time=when(one.due)))
    facts += [t("before that: {time}", time=when(earlier)) for earlier in reversed(one.earlier)]
    facts.append(t.to_client("{person} answers for it", person=f"<@{one.owner}>"))
    return facts


def state_word(state: ClientState, t: Translator) -> str:
    """Open, kept, or a new date."""
    words = {
        ClientState.OPEN: t("open"),
        ClientState.KEPT: t("kept"),
        ClientState.NEW_DATE: t("new date"),
        ClientState.AGREED_ANEW: t("agreed anew"),
    }
    return words[state]


def word(text: str, name: str, t: Translator) -> Drawing:
    """What a member says through Perron, with their name over it."""
    said = t.to_client("{name}, via Perron", name=name)
    return Drawing(
        f"{escape(said)}: {escape(text)}", [context(f"*{escape(said)}*"), section(escape(text))]
    )
