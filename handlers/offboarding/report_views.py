"""The small window that asks for whom the report is, and as which file."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import Translator
from bot.features.offboarding.kinds import CaseState
from bot.features.offboarding.showing import CaseView
from handlers.offboarding.report_files import FORMS, Audience, Form
from handlers.slack.blocks import checkboxes, context, escape, menu, modal, section

WINDOW = "offboarding_report_window"


def ask(case: CaseView, t: Translator) -> dict[str, Any]:
    """A client's report only where there is something to hand over."""
    names = {
        Audience.CLIENT: t("for the client, in their language"),
        Audience.INTERNAL: t("internal, with reasons and money"),
    }
    running = case.state in (CaseState.RUNNING, CaseState.FINISHED)
    offered = list(Audience) if running else [Audience.INTERNAL]
    forms = [(form.value, t(words)) for form, words in FORMS.items()]
    blocks = [
        section(t("*The report of the offboarding of {client}*", client=escape(case.client))),
        menu(
            "audience",
            t("For whom?"),
            [(one.value, names[one]) for one in offered],
            initial=offered[0].value,
        ),
        checkboxes("forms", t("As which file?"), forms, ticked=(Form.PDF,)),
        context(t("It comes to you alone, by direct message. Nothing is sent to the client.")),
    ]
    return modal(WINDOW, t("Report"), t("Make it"), t("Cancel"), blocks, subject=case.id)
