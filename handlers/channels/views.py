"""The introduction: the offer to the team, the window to edit it, the text for the client."""

from __future__ import annotations

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
