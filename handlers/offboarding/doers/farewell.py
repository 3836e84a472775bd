"""A word to the client, written by a person, posted in their name while it can still be read."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.core.worker import Tools
from bot.features.channels.service import may_write
from bot.features.offboarding.doing import Found
from bot.features.offboarding.results import Result
from bot.features.offboarding.showing import StepView
from bot.features.platforms.service import person_name
from bot.features.promises import answering
from bot.features.promises.answering import Letter
from bot.features.promises.showing import show_word
from handlers.offboarding.doers.frame import About, ByHand, Dict, Doer, Made, Seen
from handlers.offboarding.doers.outsiders import gather
from handlers.slack.blocks import context, menu, text_input
from handlers.slack.submissions import Submission, WrongField

NAMES = 8
"""Readers named for each channel; the rest is counted."""
NOWHERE = mark("Perron may not write in any of the client's channels.")


def _look(tools: Tools, about: About) -> Seen:
    """Where it can be posted, and who of the client reads it there."""
    open_ = tools.db.read(lambda s: [one for one in about.channels if may_write(s, one)])
    if not open_:
        raise ByHand(NOWHERE)
    readers = gather(tools, about).people
    things = []
    for channel in open_:
        name = tools.chat.channel(channel).name or channel
        names = [one.name for one in readers if name in one.channels]
        things.append(Found(channel, f"#{name}: {_read_by(names, about.t)}", detail={"name": name}))
    return Seen(things, False, about.t("Nobody has written the word yet."))


def _read_by(names: list[str], t: Translator) -> str:
    if not names:
        return t("nobody of the client reads it")
    shown = ", ".join(names[:NAMES])
    more = len(names) - NAMES
    return f"{shown} " + t("and {n} more", n=more) if more > 0 else shown


def _fields(step: StepView, t: Translator) -> list[Dict]:
    """Never prefilled: it is a person's word."""
    channels = [(one.ref, one.words) for one in step.found]
    posted = t(
        "It is posted at once, in your name: “YOUR NAME, via Perron”. Everybody in the channel "
        "reads it, and it cannot be taken back."
    )
    return [
        menu("channel", t("Where?"), channels, initial=channels[0][0] if channels else None),
        text_input(
            "text",
            t("Your words to the client"),
            multiline=True,
            max_length=answering.TEXT,
        ),
        context(posted),
    ]


def _chosen(form: Submission) -> dict[str, Any]:
    try:
        text = answering.fitting(form.text("text"))
    except Kindly as problem:
        raise WrongField("text", problem.msgid, **problem.params) from problem
    if not form.text("channel"):
        raise WrongField("channel", mark("Please choose one."))
    return {"refs": [form.text("channel")], "text": text}


def _do(tools: Tools, about: About) -> Made:
    """Nothing leaves here: the word becomes a card in the transaction that settles the step."""
    channel = about.refs[0]
    if not tools.db.read(lambda s: may_write(s, channel)):
        raise ByHand(NOWHERE)
    name = tools.db.read(lambda s: person_name(s, about.by))
    words = about.t(
        "The word of {name} to the client stands in #{channel}.",
        name=name,
        channel=about.detail(channel)["name"],
    )

    def settle(session: Session) -> None:
        letter = Letter(channel, about.chosen["text"])
        show_word(session, answering.write(session, about.client, letter, about.by, about.now))

    return Made([Result(channel, words)], True, words, settle=settle)


WORD = Doer(_look, _do, _fields, _chosen)
