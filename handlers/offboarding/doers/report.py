"""The reports as a step: both shown by how much is in them, made, and sent to who pressed."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bot.core.i18n import Translator, mark
from bot.core.worker import Tools
from bot.features.offboarding.doing import Found
from bot.features.offboarding.report.for_client import client_report
from bot.features.offboarding.report.internal import internal_report
from bot.features.offboarding.results import Result
from bot.features.offboarding.showing import StepView
from handlers.offboarding.doers.frame import About, Dict, Doer, Made, Seen
from handlers.offboarding.doers.sending import files_of, named, send_once
from handlers.offboarding.report_files import (
    FORMS,
    Audience,
    Form,
    comment,
    in_order,
    paper,
    written,
)
from handlers.slack.blocks import checkboxes, context
from handlers.slack.submissions import Submission, WrongField


def _look(tools: Tools, about: About) -> Seen:
    """How much stands in either as of now."""
    files_of(tools)
    things = tools.db.read(lambda s: _contents(s, about))
    return Seen(things, False, about.t("No report was made in this step yet."))


def _contents(session: Session, about: About) -> list[Found]:
    t = about.t
    theirs = client_report(session, about.case, t.language, about.now)
    ours = internal_report(session, about.case, t.language, about.now)
    for_client = t(
        "For the client: {done} points done, {open} still open",
        done=len(theirs.done),
        open=len(theirs.open),
    )
    internal = t("Internal: {n} entries of the record", n=ours.proof.entries)
    return [Found(Audience.CLIENT.value, for_client), Found(Audience.INTERNAL.value, internal)]


def _fields(_step: StepView, t: Translator) -> list[Dict]:
    forms = [(form.value, t(words)) for form, words in FORMS.items()]
    return [
        checkboxes("forms", t("As which file?"), forms, ticked=(Form.PDF,)),
        context(t("It comes to you alone, by direct message. Nothing is sent to the client.")),
    ]


def _chosen(form: Submission) -> dict[str, Any]:
    forms = in_order(form.chosen("forms"))
    if not forms:
        raise WrongField("forms", mark("Please choose one."))
    return {"forms": [one.value for one in forms]}


def _do(tools: Tools, about: About) -> Made:
    refs: dict[str, str] = {}
    results = []
    for audience in (one for one in Audience if one.value in about.refs):
        refs |= _sent(tools, about, audience)
        results.append(Result(audience.value, _is_made(audience, about.t)))
    words = " ".join(one.words for one in results)
    return Made(results, bool(results), words, refs)


def _sent(tools: Tools, about: About, audience: Audience) -> dict[str, str]:
    """The files' ids by their names."""
    made = tools.db.read(lambda s: paper(s, about.case, audience, about.reader, about.now))
    said = comment(about.name, audience, about.reader)
    refs = {}
    for form in in_order(about.chosen["forms"]):
        name = named(about, _what(audience, about.reader), form.value)
        refs[name] = send_once(tools, about, name, written(made, form), said)
    return refs


def _what(audience: Audience, t: Translator) -> str:
    return t("report") if audience is Audience.CLIENT else t("report-internal")


def _is_made(audience: Audience, t: Translator) -> str:
    if audience is Audience.CLIENT:
        return t("The report for the client is made: hand it over once you have read it.")
    return t("The internal report is made.")


REPORTS = Doer(_look, _do, _fields, _chosen, picks=True)
