"""What a job is about, read in one transaction, and that it still should be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.core.worker import Tools
from bot.features.offboarding import doing
from bot.features.offboarding.kinds import Does, Turn
from bot.features.offboarding.models import Case, Step
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import channels_of_client
from bot.ports import ArchiveTo, BilledBy
from handlers.offboarding.doers.frame import About
from handlers.slack import readers

BEGUN = "begun"
"""In ``Step.chosen``: the job has begun, and may have changed something outside."""


def lane_of(step_id: str) -> str:
    """The lane of a step's jobs: one after the other."""
    return f"offboarding:{step_id}"


def begin(
    session: Session, tools: Tools, kind: str, payload: Mapping[str, Any], turn: Turn
) -> tuple[Does, About] | None:
    """What it is about. A doing that has begun is gone on with, also after a call-off: what a
    try before this has changed outside has to be known, to be put back."""
    step = session.get(Step, payload["step"])
    if step is None or step.does is None or step.round != payload["round"] or step.turn != turn:
        return None
    if turn == Turn.DOING and not step.chosen.get(BEGUN):
        if not doing.is_wanted(session, step.id, step.round):
            return None
        step.chosen = {**step.chosen, BEGUN: True}
    return Does(step.does), _about(session, tools, kind, step, str(payload.get("task", "")))


def _about(session: Session, tools: Tools, kind: str, step: Step, task: str) -> About:
    case = session.get_one(Case, step.case_id)
    client = session.get_one(Client, case.client_key)
    platform = session.get_one(Platform, case.platform_key)
    by = (step.chosen_by if kind == doing.DO else None) or step.owner or ""
    label, field = platform.billed_label, platform.billed_field
    scheme, category = platform.archive_scheme, platform.archive_category
    return About(
        step=step.id,
        round=step.round,
        case=case.id,
        platform=platform.key,
        client=client.key,
        name=client.name,
        t=readers.team(platform),
        zone=platform.timezone,
        channels=tuple(channels_of_client(session, client.key)),
        project=client.jira_project,
        space=client.wiki_space,
        began=case.asked_at,
        last_day=case.last_day,
        by=by,
        reader=readers.person(session, by),
        pressed=step.turn_at or tools.clock.now(),
        now=tools.clock.now(),
        billed=BilledBy(label, field) if label or field else None,
        archive=ArchiveTo(scheme, category) if scheme or category else None,
        chosen=step.chosen,
        found=step.found,
        task=task,
    )
