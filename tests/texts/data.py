"""Requests, tickets and reasons to show, in each state that reads differently.

Names, people's words and keys are Greek: Latin letters outside ⟦…⟧ are texts of ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.core.i18n import Translator
from bot.features.absences.reading import Line, Shown, Stand
from bot.features.home.company import Company, OpenMatter
from bot.features.home.service import Away, Glance, Page
from bot.features.platforms.models import Platform
from bot.features.platforms.oncall import OnCall
from bot.features.platforms.owning import Matter
from bot.features.requests.client_actions import Heard
from bot.features.requests.models import ClosedBy, Message, RequestState
from bot.features.requests.raising import Pointed
from bot.features.requests.reading import ClientRequest, TeamRequest
from bot.features.routing.values import Reason, ReasonKind
from bot.features.tickets.models import Ticket, TicketStage, Trouble
from bot.features.tickets.reading import ClientTicket
from bot.ports import IssueTypeInfo, ProjectInfo
from handlers.slack.blocks import button
from handlers.slack.feature import Ahead, Item

AT = datetime(2026, 3, 4, 13, 5, tzinfo=UTC)
ID = "a1"
PERSON = "U0001"
NAME = "Νότος"
WORDS = "Πότε έρχεται το νέο;"
LINK = "https://nordwind.example/1"

TEAM = TeamRequest(
    id=ID,
    state=RequestState.OPEN,
    client=NAME,
    author="U0100",
    words=WORDS,
    files=("λίστα",),
    link=LINK,
    created_at=AT,
    assignee=None,
    taken_at=None,
    answered_at=None,
    closed_at=None,
    closed_by=None,
    topic={"el": "Σχέδιο"},
    asks_everybody=False,
    urgent=False,
    raised_by=PERSON,
    kept_until=None,
    waits_for_client=False,
    turn_since=AT,
    hands="1",
    has_project=True,
)
TAKEN = replace(TEAM, state=RequestState.TAKEN, assignee=PERSON, taken_at=AT, urgent=True)
CLOSED = replace(TAKEN, state=RequestState.CLOSED, closed_at=AT, closed_by=ClosedBy.TEAM)
TEAM_STATES = (
    TEAM,
    replace(TEAM, asks_everybody=True, words="", files=(), topic=None, raised_by=None),
    replace(TEAM, asks_everybody=True, called=True, files=("",)),
    replace(TEAM, files=("λίστα", "", "")),
    TAKEN,
    replace(TAKEN, answered_at=AT, waits_for_client=True),
    replace(TAKEN, state=RequestState.RESTING, waits_for_client=True),
    *(replace(CLOSED, closed_by=how) for how in ClosedBy),
    replace(TEAM, state=RequestState.LATER, kept_until="καλοκαίρι"),
    replace(TEAM, state=RequestState.NOT_A_REQUEST),
)
LONG = replace(
    TAKEN,
    client="Ν" * 120,
    words="ω & <ω>\n" * 900,
    files=tuple(f"λίστα & {n}" for n in range(400)),
)

CLIENT = ClientRequest(
    id=ID,
    state=RequestState.OPEN,
    assignee=None,
    since=None,
    closed_at=None,
    withdrawn=False,
    urgent=False,
    back_at=None,
    kept_until=None,
    may_open_tickets=True,
)
SEVERAL = replace(CLIENT, matter=WORDS, number=1)
CLIENT_TAKEN = replace(CLIENT, state=RequestState.TAKEN, assignee=PERSON, since=AT)
CLIENT_STATES = (
    CLIENT,
    SEVERAL,
    replace(SEVERAL, matter="κ & <ω> " * 12),
    replace(SEVERAL, matter=None, number=2),
    replace(CLIENT, urgent=True, back_at=AT),
    CLIENT_TAKEN,
    replace(CLIENT_TAKEN, urgent=True, back_at=AT, may_open_tickets=False),
    replace(CLIENT_TAKEN, state=RequestState.CLOSED, closed_at=AT),
    replace(CLIENT_TAKEN, state=RequestState.CLOSED, closed_at=AT, withdrawn=True),
    replace(CLIENT, state=RequestState.LATER, kept_until="καλοκαίρι"),
    replace(CLIENT, state=RequestState.LATER, kept_until="κ & " * 50),
    replace(CLIENT, state=RequestState.NOT_A_REQUEST),
    replace(CLIENT_TAKEN, ended=True),
    replace(CLIENT_TAKEN, your_turn=True),
    replace(CLIENT_TAKEN, state=RequestState.RESTING, your_turn=True),
)
HEARD = (
    Heard(),
    Heard(already=True),
    Heard(on_call=True),
    Heard(back_at=AT),
    Heard(back_at=AT, emergency="0711 & 123456"),
)
PLATFORM = Platform(key="p", name="Μάριο", timezone="Europe/Berlin")
ON_CALL = (OnCall(date(2026, 3, 2), PERSON), OnCall(date(2026, 3, 9), None))
CLIENT_TICKET = ClientTicket(key="ΝΟΤ-1", url=LINK, status="Ανοιχτό")


def ticket(stage: TicketStage, trouble: Trouble | None = None) -> Ticket:
    """A request's ticket at one stage."""
    return Ticket(
        request_id=ID,
        stage=stage,
        trouble=trouble,
        trouble_detail="πεδίο",
        key="ΝΟΤ-1",
        url=LINK,
        status="Ανοιχτό",
    )


TICKETS: tuple[Ticket | None, ...] = (
    None,
    ticket(TicketStage.WANTED),
    ticket(TicketStage.WANTED, Trouble.AWAY),
    ticket(TicketStage.CREATED),
    *(ticket(TicketStage.FAILED, trouble) for trouble in Trouble),
)
REASONS = (
    *(Reason(kind, talent="plan", count=3, person=PERSON) for kind in ReasonKind),
    Reason(ReasonKind.ANSWERED, count=1),
)
LIKED = (Reason(ReasonKind.LIKES, talent="plan"), Reason(ReasonKind.TALENT, talent="plan"))
TALENTS = {"plan": {"el": "Σχέδιο"}}
KINDS = (
    IssueTypeInfo("1", "Εργασία"),
    IssueTypeInfo("2", "Ε" * 90),
)
PROJECT = ProjectInfo("ΝΟΤ", NAME, KINDS, priorities=(("1", "Υψηλή"), ("2", "Χαμηλή")))

POINTED = Pointed("C1", "1", None, "U0100", WORDS)
MESSAGES = [
    Message(ts="1", text=WORDS, files=[]),
    Message(ts="2", text=None, files=["λίστα"]),
    Message(ts="3", text="ω" * 400, files=[]),
]
MATTER = Matter("request", ID, PERSON, "π", NAME, WORDS * 20, LINK, True, AT, due=AT)
OPEN_MATTER = OpenMatter(WORDS * 20, PERSON, AT, True, CLIENT_TICKET, LINK)


def page(size: int) -> Page:
    """A member's page with so many entries in each part."""
    others = [replace(MATTER, ours=False, due=None, link=None)] * size
    one = Away(1, PERSON, AT, AT + timedelta(hours=4), PERSON, "UTC")
    away = [one, replace(one, cover=None), replace(one, user_id="U0002")] * size
    glance = Glance(NAME, size, size, size, AT if size else None)
    lists = ([MATTER] * size, others, [MATTER] * size, away, [glance] * 2)
    return Page(PERSON, *lists, leads=size > 0)


def ahead(size: int) -> Callable[[Translator], list[Ahead]]:
    """What comes to somebody besides, so many of it."""
    return lambda t: [Ahead(AT, NAME, button(t("Stop"), "reminder_end", ID))] * size


def item(t: Translator) -> Callable[[Matter], Item]:
    """Shows each matter with a button."""
    return lambda _matter: Item(("Ω",), (button(t("Done"), "request_close", ID),))


def company(size: int) -> Company:
    """A company with so many open matters, some in nobody's hands."""
    bare = replace(OPEN_MATTER, words="", assignee=None, waits_for_you=False, ticket=None)
    return Company(NAME, "el", "Sie", [OPEN_MATTER, bare][: 2 * size] * max(1, size // 2))


AWAY = Shown(
    id=1,
    user_id=PERSON,
    starts_at=AT.replace(hour=0, minute=0) + timedelta(days=1),
    ends_at=AT.replace(hour=0, minute=0) + timedelta(days=6),
    cover="U0002",
    begun=False,
    over=False,
    zone="UTC",
)
ABSENCES = (
    AWAY,
    replace(AWAY, cover=None, ends_at=AWAY.starts_at + timedelta(hours=12)),
    replace(AWAY, starts_at=AT - timedelta(days=2, minutes=7), begun=True),
    replace(AWAY, starts_at=AT - timedelta(days=4), begun=True, over=True),
)
LINE = Line(
    id=ID,
    client=NAME,
    words=WORDS * 12,
    link=LINK + "x" * 200,
    stand=Stand.OURS,
    owner="U0002",
    since=AT,
    due=AT,
)
LINES = [
    LINE,
    replace(LINE, owner=None),
    replace(LINE, owner=PERSON),
    replace(LINE, stand=Stand.ANSWERED, link=None, due=None),
    replace(LINE, stand=Stand.OVER, owner=None, since=None, client="κ " * 30),
]
