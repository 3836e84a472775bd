"""The reports as files: which ones, made from how things stand, and what is said beside them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.core.i18n import Translator, mark
from bot.features.offboarding.models import Case
from bot.features.offboarding.report.for_client import client_report
from bot.features.offboarding.report.internal import internal_report
from bot.features.platforms.models import Client
from handlers.offboarding.report_client import client_paper
from handlers.offboarding.report_internal import internal_paper
from handlers.papers.markdown import markdown
from handlers.papers.paper import Paper
from handlers.slack import readers


class Audience(StrEnum):
    """Who reads it."""

    CLIENT = "client"
    INTERNAL = "internal"


class Form(StrEnum):
    """As which file: also the end of its name."""

    PDF = "pdf"
    MARKDOWN = "md"


FORMS = {Form.PDF: mark("PDF"), Form.MARKDOWN: mark("Markdown")}


def paper(
    session: Session, case_id: str, audience: Audience, reader: Translator, now: datetime
) -> Paper:
    """The report as of now: the client's in their language and address, else in ``reader``'s.

    Kindly where there is nothing to report to a client.
    """
    if audience is Audience.INTERNAL:
        return internal_paper(internal_report(session, case_id, reader.language, now), reader)
    case = session.get_one(Case, case_id)
    t = readers.client(session.get_one(Client, case.client_key))
    return client_paper(client_report(session, case_id, t.language, now), t)


def written(paper: Paper, form: Form) -> bytes:
    """The file's bytes."""
    if form is not Form.PDF:
        return markdown(paper).encode()
    # imported where it is needed: its packages are a seventh of all that a start would load
    from handlers.papers.pdf import pdf

    return pdf(paper)


def file_name(client_key: str, audience: Audience, mark: str, form: Form, t: Translator) -> str:
    """``mark`` is opaque, and tells this file from any other that was ever sent."""
    what = t("report") if audience is Audience.CLIENT else t("report-internal")
    return f"{client_key}-{what}-{mark}.{form.value}"


def comment(client: str, audience: Audience, t: Translator) -> str:
    """Who may read it, for whom it is sent to."""
    if audience is Audience.CLIENT:
        return t(
            "{client}: the report *for the client*. Read it before you hand it over: nobody but "
            "you has it yet.",
            client=client,
        )
    return t(
        "{client}: the *internal* report, with reasons and money. It is not for the client.",
        client=client,
    )


def in_order(forms: Collection[str]) -> list[Form]:
    """Those that were chosen."""
    return [form for form in Form if form in forms]
