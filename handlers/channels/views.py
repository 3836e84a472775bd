"""The introduction: the offer to the team, the window to edit it, the text for the client."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from handlers.slack.blocks import actions, button, escape, modal, section, text_input, when

WINDOW = "introduction_window"


def introduction_text(t: Translator, *, agency_person: str, retention_days: int) -> str:
    """What Perron is, what it reads and keeps for how long, whom to ask. To be edited."""
    return "\n".join(
        [
            t.to_client("Hello. I am Perron, a helper of our team in this channel."),
            t.to_client(
                "I read what is written here so that every question finds the right person. "
                "People answer; I stay in the background."
            ),
            t.to_client(
                "I keep the text of a question for {days} days after it is closed, then delete it.",
                days=retention_days,
            ),
            t.to_client("If you have questions about this, ask {person}.", person=agency_person),
        ]
    )


def as_typed(user_id: str, names: Mapping[str, str]) -> str:
    """Somebody in a text that is edited in a window, where a mention would be a bare id."""
    return f"@{names[user_id]}" if names.get(user_id) else f"<@{user_id}>"


def with_mentions(text: str, names: Mapping[str, str]) -> str:
    """An edited text with ``@name`` turned into mentions. ``names``: by user id, first ones win."""
    ids = {f"@{name}": user_id for user_id, name in reversed([*names.items()]) if name}
    longest_first = sorted(ids, key=len, reverse=True)
    if not longest_first:
        return text
    typed = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    return typed.sub(lambda found: f"<@{ids[found[1]]}>", text)


def offer(
    client: str, channel: str, introduced: tuple[str, Any] | None, observing: bool, t: Translator
) -> Drawing:
    """The card in the team channel: without the introduction nothing is read."""
    if introduced is not None:
        person, at = introduced
        text = t(
            "{person} posted the introduction in {channel}, {time}. Perron reads from there on.",
            person=f"<@{person}>",
            channel=f"<#{channel}>",
            time=when(at),
        )
        return Drawing(text, [section(text)])
    text = t(
        "I am in {channel} now, the channel with *{client}*. I read nothing there before one of "
        "you has posted the introduction.",
        channel=f"<#{channel}>",
        client=escape(client),
    )
    if observing:
        text += " " + t("This platform observes: please introduce me in your own words.")
    label = t("I have introduced you") if observing else t("Post introduction")
    row = button(label, "introduction_open", channel, style="primary")
    return Drawing(text, [section(text), actions(f"introduction|{channel}", row)])


def window(channel: str, text: str, observing: bool, t: Translator) -> dict[str, Any]:
    """The introduction, to be edited before it is posted."""
    lead = (
        t("Perron posts nothing here. Copy the text, post it yourself, then confirm.")
        if observing
        else t("This is posted in {channel}. You can change it first.", channel=f"<#{channel}>")
    )
    return modal(
        WINDOW,
        t("Introduction"),
        t("It is posted") if observing else t("Post"),
        t("Cancel"),
        [
            section(lead),
            text_input("text", t("Text"), initial=text, multiline=True, max_length=2500),
        ],
        subject=channel,
    )


def introduction(text: str) -> Drawing:
    """The message to the client."""
    return Drawing(text, [section(text)])


def silenced(channel: str, t: Translator) -> Drawing:
    """Tells a lead that the team channel can be read from outside."""
    text = t(
        "{channel} can be read by people outside the agency. Perron posts nothing there until "
        "that is over. Please end the sharing, or set another team channel.",
        channel=f"<#{channel}>",
    )
    return Drawing(text, [section(text)])
