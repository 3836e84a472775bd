"""The window in which somebody chooses what Perron does, from what it found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.features.offboarding import doing
from bot.features.offboarding.kinds import Does
from bot.features.offboarding.showing import StepView, Thing
from handlers.offboarding.case_views import stamp
from handlers.offboarding.doers.frame import Dict, Doer
from handlers.offboarding.doers.jobs import Doers
from handlers.offboarding.step_presses import step_of, view_of
from handlers.offboarding.step_windows import NO_WAY_BACK
from handlers.slack.blocks import escape, inert, modal, section, several, shorten
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press_open, translator
from handlers.slack.submissions import Submission, WrongField, on_submit

WINDOW = "offboarding_choose_window"
LINES = 12


def register(app: App, ctx: Context, doers: Doers) -> None:
    """Listen to *Choose what Perron does*."""

    def open_(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
        t = translator(session, press)
        step = view_of(session, press.value, press.user_id, t, now)
        doer = _doer(doers, step.does)
        if doer.picks and not _things(step):
            raise Kindly(mark("There is nothing left that Perron could do here."))
        return window(step, doer, t)

    def submit(session: Session, form: Submission, now: datetime) -> None:
        step, version = step_of(session, form.subject, form.user_id)
        doer = _doer(doers, step.does)
        chosen = doer.chosen(form)
        if doer.picks:
            chosen["refs"] = list(form.chosen("refs"))
            if not chosen["refs"]:
                raise WrongField("refs", mark("Choose at least one."))
        doing.choose(
            session,
            step.id,
            form.user_id,
            chosen,
            now,
            version=version,
            sure=step.irreversible,
        )

    on_press_open(app, ctx, "offboarding_choose", open_)
    on_submit(app, ctx, WINDOW, submit)


def _doer(doers: Doers, does: Does | None) -> Doer:
    doer = doers.get(does) if does is not None else None
    if doer is None or doer.do is None:
        raise Kindly(mark("A person has to do this."))
    return doer


def window(step: StepView, doer: Doer, t: Translator) -> Dict:
    """What was found, what is asked beside it, and that nothing has happened yet."""
    things = _things(step)
    lines = [_thing(one.words, one.link) for one in step.found]
    blocks = [section(f"*{escape(step.client)}: {escape(step.line.name)}*")]
    if doer.picks and things:
        refs = [(one.ref, shorten(one.words, 75)) for one in things]
        everything = [ref for ref, _ in refs][:100]
        blocks.append(several("refs", t("Which ones?"), refs, everything, optional=False))
    else:
        blocks += [
            section("\n".join(lines[n : n + LINES])) for n in range(0, min(len(lines), 240), LINES)
        ]
    if doer.fields is not None:
        blocks += doer.fields(step, t)
    if step.line.irreversible:
        words = t(NO_WAY_BACK)
        blocks.append(section(words))
    return modal(
        WINDOW,
        t("What Perron does"),
        t("Do it"),
        t("Cancel"),
        blocks[:100],
        subject=stamp(step.line),
    )


def _things(step: StepView) -> list[Thing]:
    """What can be chosen; a line without a ref is only said."""
    return [one for one in step.found if one.ref]


def _thing(words: str, link: str | None) -> str:
    shown = shorten(words, 200)
    return f"• <{link}|{inert(shown)}>" if link else f"• {escape(shown)}"
