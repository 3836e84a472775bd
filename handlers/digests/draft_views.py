"""A client's week before it is sent: its exact text, who will read it, what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.digests.company_week import SentWeek
from bot.features.digests.models import DigestState
from bot.features.digests.weekly import TEXT
from handlers.digests.client_views import text_blocks
from handlers.slack.blocks import (
    actions,
    button,
    context,
    divider,
    escape,
    header,
    modal,
    section,
    text_input,
    when,
)

SEND, EDIT, SKIP = "digest_send", "digest_edit", "digest_skip"
EDITED = "digest_edit_submit"


@dataclass(frozen=True)
class Draft:
    """A client's week as the team sees it; ``week`` is exactly what the client will read."""

    id: str
    version: int
    client: str
    channel: str
    readers: int | None
    state: DigestState
    week: SentWeek
    edited_by: str | None
    decided_by: str | None
    sent_at: datetime | None


def draft(draft: Draft, reader: Translator, t: Translator) -> Drawing:
    """The card in the team channel; ``reader`` is the client's language, for the text itself."""
    title = t("The week of {client}", client=draft.client)
    blocks = [header(title), *_standing(draft, t), divider(), *text_blocks(draft.week, reader)]
    if draft.edited_by is not None:
        blocks.append(context(t("Edited by {person}", person=f"<@{draft.edited_by}>")))
    if draft.state == DigestState.DRAFT and draft.week.text is not None:
        value = f"{draft.id}:{draft.version}"
        blocks += [
            actions(
                f"digest|{draft.id}",
                button(t("Send"), SEND, value, style="primary"),
                button(t("Edit"), EDIT, value),
                button(t("Not this week"), SKIP, value),
            )
        ]
    return Drawing(title, blocks)


def _standing(draft: Draft, t: Translator) -> list[dict[str, Any]]:
    client, person = escape(draft.client), f"<@{draft.decided_by}>"
    if draft.state == DigestState.SENT and draft.decided_by is None:
        return [section(t("This went to {client} by itself.", client=client))]
    if draft.state == DigestState.SENT and draft.sent_at is not None:
        time = when(draft.sent_at)
        sent = t("{person} sent this to {client}, {time}.", person=person, client=client, time=time)
        return [section(sent)]
    if draft.state == DigestState.SKIPPED:
        return [section(t("{person} left this week out.", person=person))]
    if draft.state == DigestState.DROPPED:
        return [section(t("This was not sent."))]
    what = t(
        "This is what {client} would read. One of you sends it, as it is or in other words.",
        client=client,
    )
    return [section(what), context(_readers(draft, t))]


def _readers(draft: Draft, t: Translator) -> str:
    channel, client = f"<#{draft.channel}>", escape(draft.client)
    if draft.readers is None:
        return t("It goes to {channel}.", channel=channel)
    return t.plural(
        "It goes to {channel}, where one person of {client} reads.",
        "It goes to {channel}, where {n} people of {client} read.",
        draft.readers,
        channel=channel,
        client=client,
    )


def edit(text: str, subject: str, t: Translator) -> dict[str, Any]:
    """The window in which a member puts it into other words."""
    field = text_input(
        "text",
        t("What the client reads"),
        initial=text,
        multiline=True,
        max_length=TEXT,
        hint=t("Lines that you leave as they are keep their links."),
    )
    return modal(EDITED, t("Edit the week"), t("Save"), t("Cancel"), [field], subject=subject)
