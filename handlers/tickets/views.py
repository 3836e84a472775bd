"""The ticket's window: for the team, and for clients who open tickets themselves."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import Translator
from bot.features.tickets.models import Trouble
from bot.features.tickets.prefill import Prefill
from bot.ports import ProjectInfo
from handlers.requests.team_views import trouble_text
from handlers.slack.blocks import context, menu, modal, section, text_input

WINDOW = "ticket_window"
CLIENT_WINDOW = "ticket_client_window"


def window(
    subject: str, prefill: Prefill, project: ProjectInfo, t: Translator, *, for_client: bool
) -> dict[str, Any]:
    """Summary, description, type and priority, as the project offers them."""
    types = [(kind.id, kind.name) for kind in project.issue_types if not kind.subtask]
    free = next(
        (kind.id for kind in project.issue_types if not kind.demands and not kind.subtask),
        types[0][0] if types else None,
    )
    blocks = [
        text_input("summary", t("Summary"), initial=prefill.summary, max_length=255),
        menu("issue_type", t("Type"), types, initial=free),
    ]
    if project.priorities:
        blocks.append(menu("priority", t("Priority"), project.priorities, optional=True))
    blocks.append(
        text_input(
            "description",
            t("Description"),
            initial=prefill.description,
            multiline=True,
            optional=True,
            max_length=3000,
        )
    )
    if prefill.rest:
        blocks.append(
            context(t("The rest of the thread ({n} characters) is added.", n=len(prefill.rest)))
        )
    return modal(
        CLIENT_WINDOW if for_client else WINDOW,
        t("Ticket in {project}", project=project.key),
        t("Create"),
        t("Cancel"),
        blocks,
        subject=subject,
    )


def no_window(trouble: Trouble | None, t: Translator) -> dict[str, Any]:
    """Says why there is nothing to fill in, and whom to turn to."""
    if trouble is None:
        text = t("Perron is still reading the project from Jira. Please try again in a minute.")
    else:
        text = trouble_text(trouble, None, t)
    return modal("ticket_none", t("Ticket"), None, t("Close"), [section(text)])


def no_window_for_client(t: Translator) -> dict[str, Any]:
    """The same for a client, without our internals."""
    text = t.to_client("Tickets cannot be opened at the moment. The team will take care of it.")
    return modal("ticket_none", t("Ticket"), None, t("Close"), [section(text)])
