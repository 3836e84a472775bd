"""The shared channels are left or archived at the end; a person ends the Connect invitation."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import Translator, mark
from bot.core.worker import Tools
from bot.features.offboarding.doing import Found
from bot.features.offboarding.results import Result
from bot.features.offboarding.showing import StepView
from bot.features.platforms.service import person_name
from bot.ports import ChannelInfo, Refused, Unreachable
from handlers.offboarding.doers.frame import (
    About,
    Dict,
    Doer,
    Made,
    Partly,
    Seen,
    refusal,
)
from handlers.slack.blocks import context, menu, person_input
from handlers.slack.submissions import Submission, WrongField

LEAVE, ARCHIVE = "leave", "archive"
GONE = ("channel_not_found", "not_in_channel")


def _look(tools: Tools, about: About) -> Seen:
    things = [_found(tools, channel, about.t) for channel in about.channels]
    left = sum(not one.detail["over"] for one in things)
    return Seen(things, left == 0, _words(left, about.t))


def _found(tools: Tools, channel: str, t: Translator) -> Found:
    info = _info(tools, channel)
    name = info.name if info is not None and info.name else channel
    detail = {"name": name, "over": _is_over(info)}
    return Found(channel, f"#{name}: {_standing(info, t)}", detail=detail)


def _info(tools: Tools, channel: str) -> ChannelInfo | None:
    """None where Perron cannot see it: a private channel that it is not in."""
    try:
        return tools.chat.channel(channel)
    except Refused as refused:
        if refused.code not in GONE:
            raise
        return None


def _is_over(info: ChannelInfo | None) -> bool:
    return info is None or info.is_archived or not info.is_member


def _standing(info: ChannelInfo | None, t: Translator) -> str:
    if info is not None and info.is_archived:
        return t("archived")
    if info is None or not info.is_member:
        return t("Perron is not in it")
    if info.is_ext_shared:
        return t("shared with another workspace by Slack Connect")
    return t("Perron is in it")


def _words(left: int, t: Translator) -> str:
    if left == 0:
        return t("Perron is in no shared channel of the client any more.")
    return t.plural(
        "Perron is still in one shared channel.", "Perron is still in {n} shared channels.", left
    )


def _fields(step: StepView, t: Translator) -> list[Dict]:
    ways = [
        (LEAVE, t("Leave: the others stay in it")),
        (ARCHIVE, t("Archive: nobody can write any more")),
    ]
    connect = t(
        "No app can end a Slack Connect invitation. Whoever made it, or an administrator, does: in "
        "the channel's settings, under Integrations, stop sharing. Perron keeps who does it."
    )
    return [
        menu("how", t("How?"), ways, initial=LEAVE),
        person_input("who", t("Who ends the Connect invitation?"), step.line.owner),
        context(connect),
    ]


def _chosen(form: Submission) -> dict[str, Any]:
    if form.text("how") not in (LEAVE, ARCHIVE):
        raise WrongField("how", mark("Please choose one."))
    return {"how": form.text("how"), "who": form.text("who")}


def _do(tools: Tools, about: About) -> Made:
    results: list[Result] = []
    try:
        for channel in about.refs:
            results.append(_end(tools, about, channel))
        left = sum(not _is_over(_info(tools, channel)) for channel in about.channels)
    except Unreachable as error:
        raise Partly(error, results) from error
    invitation = _invitation(tools, about)
    return Made([*results, *invitation], left == 0, _words(left, about.t))


def _end(tools: Tools, about: About, channel: str) -> Result:
    t, name = about.t, about.detail(channel)["name"]
    archives = about.chosen["how"] == ARCHIVE
    try:
        if archives:
            tools.chat.archive(channel)
        else:
            tools.chat.leave(channel)
    except Refused as refused:
        why = refusal(refused).to(t)
        return Result(channel, t("#{channel}: not done. {why}", channel=name, why=why), ok=False)
    words = mark("#{channel} archived.") if archives else mark("#{channel}: Perron has left.")
    return Result(channel, t(words, channel=name))


def _invitation(tools: Tools, about: About) -> list[Result]:
    who = str(about.chosen.get("who") or "")
    if not who:
        return []
    name = tools.db.read(lambda s: person_name(s, who))
    return [Result("invitation", about.t("{name} ends the Connect invitation.", name=name))]


CHANNELS = Doer(_look, _do, _fields, _chosen, picks=True)
