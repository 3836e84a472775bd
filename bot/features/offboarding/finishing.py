"""The end of a case: the client's status becomes delivery block. It follows *inactive*."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding.kinds import AccessState
from bot.features.offboarding.models import Access, Case, Step
from bot.features.offboarding.noting import Act, note, tell_status
from bot.features.offboarding.settling import no_way_back
from bot.features.platforms.blocking import block
from bot.features.platforms.models import Client


def set_block(session: Session, case: Case, step: Step, by: str, now: datetime) -> None:
    """The client's status becomes delivery block: by the click that calls this step done.

    Kindly while access is active; *deleted* is not waited for. From here on the case cannot be
    called off: what a block ends, two members together can lift for a time.
    """
    active = select(Access.id).where(Access.case_id == case.id, Access.state == AccessState.ACTIVE)
    if session.execute(active.limit(1)).first() is not None:
        raise Kindly(
            mark("The delivery block comes after access was set inactive: some is active.")
        )
    client = session.get_one(Client, case.client_key, with_for_update=True)
    before = {"status": str(client.status)}
    block(session, client, now)
    case.blocked_at = now
    no_way_back(case, step, now)
    session.flush()
    note(session, case, Act.STATUS, by, now, before=before, after={"status": str(client.status)})
    tell_status(session, case, str(client.status), now)
