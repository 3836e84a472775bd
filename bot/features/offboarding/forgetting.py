"""What endings forget: who of the client had access to what, and who is named on the way."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.core.forgetting import NOBODY, Counts, Forgetting, added, own, strike
from bot.features.offboarding.models import (
    Access,
    Account,
    Case,
    Change,
    EndingWish,
    Evidence,
    Reminded,
    Step,
)
from bot.features.offboarding.models import Ending as Decided


def forget(session: Session, forgetting: Forgetting) -> Counts:
    """The case stays readable, without the client's people."""
    nameless = 0
    for row in session.scalars(_access(forgetting.client_key)):
        nameless += bool(row.name)
        row.who, row.name = f"{NOBODY} {row.id}", ""
    models = (EndingWish, Case, Step, Evidence, Account, Access, Change, Decided)
    return added(
        [
            {Access.__tablename__: nameless},
            own(session, forgetting, Reminded.user_id),
            strike(session, forgetting, *models),
        ]
    )


def names_with_access(session: Session, client_key: str) -> set[str]:
    """Names and addresses of the client's people in other systems, as they were noted."""
    rows = session.scalars(_access(client_key)).all()
    return {said for row in rows for said in (row.who, row.name) if said}


def _access(client_key: str | None) -> Select[Access]:
    cases = select(Case.id).where(Case.client_key == client_key)
    return select(Access).where(Access.case_id.in_(cases), Access.who.not_like(f"{NOBODY} %"))
