"""What became of what Perron did in a step: shown, kept as evidence, remembered for a call-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import EvidenceKind, Touched
from bot.features.offboarding.models import Case, Change, Evidence, Step
from bot.features.offboarding.putting_back import remember
from bot.features.offboarding.settling import keep_check


@dataclass(frozen=True)
class Result:
    """What became of one thing. ``before`` and ``after``: what a call-off needs to put it back."""

    ref: str
    words: str
    ok: bool = True
    link: str | None = None
    before: Mapping[str, Any] | None = None
    """None: nothing was changed that could be put back."""
    after: Mapping[str, Any] = field(default_factory=dict)


def shown_after(step: Step, results: Sequence[Result], words: str | None) -> list[dict[str, Any]]:
    """What became of each, then what was left as it was; before them ``words`` about all of it,
    where none of them says the same. None: they are kept as evidence."""
    details = {one["ref"]: one["detail"] for one in step.found}
    became = [{**told(one), "detail": details.get(one.ref, {})} for one in results]
    summary: dict[str, Any] = {"ref": "", "words": words, "link": None, "detail": {}}
    said, touched = {one.words for one in results}, {one.ref for one in results}
    left = [one for one in step.found if one["ref"] and one["ref"] not in touched]
    return [*([] if words is None or words in said else [summary]), *became, *left]


def told(result: Result) -> dict[str, Any]:
    """As it is stored."""
    return {"ref": result.ref, "words": result.words, "ok": result.ok, "link": result.link}


def keep_changes(
    session: Session, case: Case, step: Step, results: Sequence[Result], now: datetime
) -> list[Change]:
    """What a call-off would put back."""
    kept = [
        remember(
            session,
            case,
            step,
            Touched.OUTSIDE,
            one.ref[:120],
            before=one.before,
            after={**one.after, "words": one.words},
            now=now,
            once=f"{step.id}:{step.round}:{one.ref}"[:120],
        )
        for one in results
        if one.before is not None
    ]
    return [change for change in kept if change is not None]


def keep_evidence(
    session: Session,
    step: Step,
    results: Sequence[Result],
    refs: Mapping[str, str],
    now: datetime,
    *,
    holds: bool,
    words: str,
) -> None:
    """What Perron made of it, and, where it ``holds``, that it has looked."""
    if holds:
        keep_check(session, step, words, now, once=f"{step.id}:{step.round}:did")
    for one in results:
        if one.link is not None:
            link = EvidenceKind.LINK
            session.add(Evidence(step_id=step.id, kind=link, words=one.link, at=now))
    for name, place in refs.items():
        file = EvidenceKind.FILE
        session.add(Evidence(step_id=step.id, kind=file, words=name, ref=place, at=now))
    session.flush()
