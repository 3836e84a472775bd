"""Endings in each state that reads differently, for the test of all texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.core.i18n import Translator
from bot.features.offboarding.endings import OpenEnd
from bot.features.offboarding.kinds import (
    AccessState,
    AccountKind,
    AccountState,
    CaseState,
    Does,
    EndKind,
    EvidenceKind,
    Fate,
    Phase,
    StepState,
    System,
    Touched,
    Turn,
    Why,
    WishState,
)
from bot.features.offboarding.models import Access, Account
from bot.features.offboarding.showing import (
    CaseView,
    ClientEnding,
    EvidenceView,
    LeftBehind,
    PhaseView,
    Progress,
    StepLine,
    StepView,
    Thing,
    WishView,
)
from handlers.offboarding import (
    case_views,
    case_windows,
    list_windows,
    step_views,
    step_windows,
    wish_views,
)
from handlers.offboarding.case_windows import Offer
from tests.texts import data

DAY = date(2026, 3, 20)
LONG = "ω " * 200
LINE = StepLine(
    id=data.ID,
    key="κ",
    version=2,
    phase=Phase.WIND_DOWN,
    name=data.WORDS,
    state=StepState.POSSIBLE,
    owner=data.PERSON,
    due=DAY,
    overdue=False,
    blocked_until=None,
    not_before=None,
    waits_for=(),
    irreversible=False,
    check_again=False,
)
LATE = replace(LINE, overdue=True, check_again=True, owner=None)
WAITING = replace(LINE, state=StepState.WAITING, waits_for=("Πρώτα", "Δεύτερο", "Τρίτο"))
GRACE = replace(LINE, state=StepState.WAITING, not_before=data.AT)
BLOCKED = replace(LINE, state=StepState.BLOCKED, blocked_until=DAY)
SETTLED = tuple(
    replace(LINE, state=state)
    for state in (StepState.DONE, StepState.NOT_NEEDED, StepState.SKIPPED)
)
LINES = (LINE, LATE, WAITING, GRACE, BLOCKED, *SETTLED)
CASE = CaseView(
    id=data.ID,
    version=3,
    platform="π",
    client_key="κ",
    client=data.NAME,
    state=CaseState.RUNNING,
    why=Why.BY_CLIENT,
    note="Επειδή",
    last_day=DAY,
    template="π",
    grace_days=30,
    asked_by=data.PERSON,
    confirmed_by="U0002",
    started_at=data.AT,
    ended_by=None,
    ended_at=None,
    end_note="",
    blocked_at=None,
    can_call_off=True,
    irreversible_step=None,
    progress=Progress(3, 8),
    phases=(PhaseView(Phase.WIND_DOWN, Progress(3, 8), LINES),),
    next=(LINE, LATE),
    blocked=(BLOCKED,),
    waiting=(WAITING, GRACE),
    going_out=(),
    left_behind=(),
)
MANY = tuple(replace(LINE, id=f"a{n}", name=LONG) for n in range(60))
LEFT = (
    LeftBehind(1, Touched.OUTSIDE, data.WORDS, by_hand=False, trouble="Όχι"),
    LeftBehind(2, Touched.ACCESS, LONG, by_hand=True, trouble=""),
)
COMING = (LeftBehind(3, Touched.OUTSIDE, data.WORDS, by_hand=False, trouble=""),)
OUT = tuple(
    replace(LINE, does=does, out_by=data.PERSON, out_why="Επειδή")
    for does in (Does.BLOCK, Does.JIRA_ISSUES)
)
PRIVACY = replace(LINE, key="personal_data")
CASES = (
    CASE,
    replace(CASE, going_out=OUT),
    replace(CASE, state=CaseState.ASKED, why=Why.BY_US, note="", phases=(), next=(), waiting=()),
    replace(CASE, can_call_off=False, irreversible_step=data.WORDS),
    replace(CASE, blocked_at=data.AT, next=(), waiting=(), blocked=()),
    replace(CASE, state=CaseState.FINISHED, ended_by=data.PERSON, ended_at=data.AT),
    replace(CASE, state=CaseState.CALLED_OFF, ended_by=data.PERSON, end_note=data.WORDS),
    *(
        replace(CASE, state=CaseState.CALLED_OFF, ended_by=data.PERSON, left_behind=left)
        for left in (LEFT, COMING, COMING * 2)
    ),
    replace(
        CASE,
        note=LONG,
        phases=tuple(PhaseView(one, Progress(0, 60), MANY) for one in Phase),
        next=MANY,
        waiting=tuple(replace(one, waits_for=(LONG, LONG, LONG)) for one in MANY),
    ),
)
PROOF = EvidenceView(EvidenceKind.LINK, data.LINK, None, True, data.PERSON, data.AT)
STEP = StepView(
    line=LINE,
    case_id=data.ID,
    case_state=CaseState.RUNNING,
    client_key="κ",
    client=data.NAME,
    last_day=DAY,
    note="Έτσι",
    wanted=(EvidenceKind.LINK, EvidenceKind.TEXT, EvidenceKind.CHECK),
    evidence=(),
    reason="",
    settled_by=None,
    settled_at=None,
    does=None,
    turn=Turn.NONE,
    found=(),
    trouble="",
    checked_at=None,
    progress=Progress(3, 8),
    can_reopen=False,
    yours_after=0,
)
THINGS = (Thing("ν", data.WORDS, data.LINK), Thing("ξ", "Όχι", None, ok=False))
STEPS = (
    STEP,
    replace(STEP, note="", wanted=(), yours_after=1),
    replace(STEP, wanted=(EvidenceKind.FILE,), line=LATE, yours_after=3),
    replace(STEP, wanted=(EvidenceKind.NUMBER,), line=replace(LINE, irreversible=True)),
    replace(
        STEP,
        evidence=(PROOF, replace(PROOF, kind=EvidenceKind.TEXT, words="Έγινε", by=data.PERSON)),
    ),
    replace(STEP, does=Does.JIRA_ISSUES),
    replace(STEP, does=Does.BLOCK, line=OUT[0]),
    *(replace(STEP, does=Does.JIRA_ISSUES, turn=turn, found=THINGS) for turn in Turn),
    replace(STEP, does=Does.JIRA_ISSUES, turn=Turn.FAILED, trouble="Όχι"),
    replace(STEP, does=Does.ACCOUNTS, turn=Turn.FOUND, found=THINGS * 10),
    replace(STEP, note=LONG, found=tuple(Thing("ν", LONG, data.LINK) for _ in range(30))),
)
OVERS = tuple(
    replace(STEP, line=line, settled_by=data.PERSON, settled_at=data.AT, reason="Επειδή")
    for line in (*LINES, replace(SETTLED[0], irreversible=True))
)
OPENED = replace(STEP, line=SETTLED[0], settled_by=data.PERSON, can_reopen=True)
WISH = WishView(
    id=data.ID,
    version=1,
    client_key="κ",
    client=data.NAME,
    by=data.PERSON,
    at=data.AT,
    state=WishState.OPEN,
    answered_by=None,
    case_id=None,
)
WISHES = (
    WISH,
    replace(WISH, state=WishState.DROPPED, answered_by=data.PERSON),
    replace(WISH, state=WishState.CARRIED_ON, answered_by=data.PERSON, case_id=data.ID),
)
ACCOUNT = Account(
    id=data.ID,
    kind=AccountKind.DOMAIN,
    name="νότος",
    owner=data.PERSON,
    monthly_cents=2990,
    currency="EUR",
    notice_on=DAY,
    state=AccountState.OPEN,
    to="",
)
GIVEN_AWAY = Account(
    id="a2",
    kind=AccountKind.TOOL,
    name="ν" * 200,
    owner=None,
    monthly_cents=None,
    currency="EUR",
    notice_on=None,
    state=AccountState.HANDED_OVER,
    to="Άννα",
)
REACH = tuple(
    Access(
        id=f"a{n}",
        system=system,
        who="α",
        name="Άννα",
        what="Όλα",
        state=state,
        delete_from=data.AT + timedelta(days=30),
    )
    for n, (system, state) in enumerate(
        zip(
            (*System, System.CLOUD),
            (*AccessState, AccessState.ACTIVE, AccessState.ACTIVE),
            strict=True,
        )
    )
)
END = OpenEnd(EndKind.PROMISE, "α", data.WORDS, data.PERSON, data.AT, data.LINK)
ENDS = (
    END,
    replace(END, kind=EndKind.BALLOT, owner=None, due=None, link=None),
    replace(END, kind=EndKind.IN_SPE, fate=Fate.LET_GO, to="Όχι τώρα"),
)
OFFER = Offer([("κ", data.NAME)], [("π", "Όμορφα")])
Given = tuple[Any, ...]


def given() -> Iterator[Given]:
    """Views for the team, each with what it is given."""
    for case in CASES:
        yield case_views.case_card, case
        yield case_windows.all_steps, case
    for window in (
        case_windows.call_off,
        case_windows.change,
        case_windows.add,
        case_windows.last_day,
    ):
        yield window, CASE
        yield window, CASES[-1]
    yield case_windows.start, OFFER
    two = [*OFFER.templates, ("τ", "Γρήγορα")]
    yield case_windows.start, replace(OFFER, templates=two, client="κ", why=Why.BY_CLIENT)
    for line in (LINE, PRIVACY, *(replace(LINE, does=does) for does in Does)):
        yield case_windows.skip, line
    yield case_windows.give, LINE
    yield case_windows.move, CASES[-1], LINE
    yield from _steps()
    yield from _lists()
    for wish in WISHES:
        yield wish_views.wish_card, wish


def _steps() -> Iterator[Given]:
    for step in STEPS:
        yield step_views.step_card, step
        yield step_windows.done, step
    for step in OVERS:
        yield step_views.over, step
        yield step_views.waits, step
    yield step_views.over, OPENED
    yield step_views.over, replace(OPENED, does=Does.ACCESS_INACTIVE)
    yield step_views.reminder, ()
    yield step_views.reminder, STEPS[:1]
    yield step_views.reminder, STEPS
    yield step_windows.not_needed, STEP
    yield step_windows.not_needed, replace(STEP, does=Does.BLOCK, line=OUT[0])
    yield step_windows.blocked, STEP, DAY
    yield step_windows.new_date, STEP
    yield step_windows.reopen, STEP


def given_back_with_a_lift(reach: Sequence[Access], what: str, subject: str, t: Translator) -> Any:
    """While the block stands."""
    return list_windows.access_change(reach, what, subject, t, blocked=True)


def _lists() -> Iterator[Given]:
    for accounts in ((), (ACCOUNT, GIVEN_AWAY), (GIVEN_AWAY,) * 150):
        yield list_windows.accounts, data.ID, accounts
    yield list_windows.account, None, data.ID
    yield list_windows.account, ACCOUNT, data.ID
    for state in AccountState:
        yield list_windows.account_state, ACCOUNT, state, data.ID
    for reach in ((), REACH, REACH * 40):
        yield list_windows.access, data.ID, reach
    yield list_windows.held, data.ID
    for what in (list_windows.INACTIVE, list_windows.UNDO, list_windows.DELETED):
        yield list_windows.access_change, REACH, what, data.ID
    yield given_back_with_a_lift, REACH, list_windows.UNDO, data.ID
    for ends in ((), ENDS, ENDS[2:]):
        yield list_windows.ends, data.ID, ends


def to_client() -> Iterator[Given]:
    """What a client's person reads."""
    for asked in (False, True):
        yield wish_views.confirm, ClientEnding(data.NAME, asked), "C0001"
