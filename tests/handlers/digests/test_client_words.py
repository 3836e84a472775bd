"""A client's week in words: in their language and address, and nothing in it that is ours."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import get_type_hints

import pytest

from bot.core.i18n import Translator
from bot.features.digests import company_week
from bot.features.digests.company_week import ClientDate, ClientMatter, ClientWeek, SentWeek
from bot.features.digests.models import ClientDigest
from bot.features.platforms.models import Talent
from bot.features.promises.models import Promise
from bot.features.requests import actions
from bot.features.requests.models import Request
from bot.features.requests.turns import Whose, set_turn
from bot.features.tickets.models import Ticket, TicketStage
from handlers.digests import client_views
from tests.bot.features.house import ANKE, EMRE, JONAS, LENA, LOOKS, MARA, NORD, SHOP, House
from tests.dialogue.harness import text_of as read
from tests.examples import in_turn

CANARY = "KANARIE"
THURSDAY = datetime(2026, 11, 19, 13, 0, tzinfo=UTC)
MATTER = ClientMatter("Die Preise", "https://x.test/1", THURSDAY, "Jonas Weber", None)


def written(week: ClientWeek, t: Translator) -> str:
    return client_views.text_of(week, THURSDAY, "Europe/Berlin", t)[0]


def shown(week: SentWeek, t: Translator) -> str:
    drawn = client_views.digest(week, t)
    return read({"text": drawn.text, "blocks": list(drawn.blocks)})


WEEK = ClientWeek(
    done=[MATTER],
    in_work=[MATTER, ClientMatter("", "https://x.test/2", THURSDAY, None, date(2026, 11, 27))],
    waiting=[MATTER],
    done_elsewhere=1,
    open_elsewhere=2,
    happened=True,
)


@pytest.mark.parametrize(
    ("language", "address", "words"),
    [
        ("de", "Sie", ["um Ihre Anliegen", "Stand Donnerstag, 19. November", "Wartet auf Sie"]),
        (
            "de",
            "du",
            ["um eure Anliegen", "Wartet auf euch", "Freitag, 27. November: Euer Anliegen"],
        ),
        ("en", "Sie", ["Thursday, 19 November", "with Jonas Weber", "1 done, 2 open"]),
    ],
)
def test_in_the_clients_language_and_address(language: str, address: str, words: list[str]) -> None:
    text = written(WEEK, Translator(language, address))
    assert [one for one in words if one not in text] == []


def test_a_line_that_stays_keeps_its_link_and_what_is_typed_is_harmless() -> None:
    t = Translator("en")
    text, links = client_views.text_of(WEEK, THURSDAY, "Europe/Berlin", t)
    assert "<" not in text, "a member edits words, not mark-up"
    edited = text.replace("• Die Preise · with", "• Alle Preise · with") + "\n<!channel> & <@U1>"
    seen = shown(SentWeek(edited, links, None), t)
    assert seen.count("<https://x.test/1|Die Preise>") == 2, "done and waiting"
    assert "• Alle Preise · with" in seen
    assert "&lt;!channel&gt; &amp; &lt;@U1&gt;" in seen


def test_who_sent_it_is_named() -> None:
    assert "Emre Aydin, via Perron" in shown(SentWeek("x", (), "Emre Aydin"), Translator("en"))
    assert "Ihr Team, via Perron" in shown(SentWeek("x", (), None), Translator("de", "Sie"))


def test_the_views_take_client_safe_types_only() -> None:
    safe = {ClientWeek, ClientMatter, SentWeek, Translator, datetime, str}
    for view in (client_views.text_of, client_views.digest, client_views.text_blocks):
        given = get_type_hints(view)
        given.pop("return")
        assert set(given.values()) <= safe
    for kind in (ClientWeek, ClientMatter, ClientDate, SentWeek):
        allowed = (
            "str",
            "int",
            "bool",
            "date",
            "ClientMatter",
            "ClientDate",
            "Sequence",
            "tuple",
            "None",
        )
        for field in fields(kind):
            left = str(field.type)
            for word in allowed:
                left = left.replace(word, "")
            assert left.strip(" |[],time") == "", field.name


# Canary


def flows(house: House, chance: random.Random) -> Iterator[Request]:
    """What may happen in a week, in random order, with a canary in whatever is ours."""
    for _ in range(4):
        house.pass_time(hours=chance.randint(0, 3), minutes=10)
        request = house.ask(chance.choice([SHOP, LOOKS, "Wann kommt der neue Import im Shop?"]))
        deeds = chance.sample(["take", "reply", "ticket", "words", "later", "turn", "done"], 4)
        for deed in deeds:
            happen(house, request, deed, chance)
        yield request


def happen(house: House, request: Request, deed: str, chance: random.Random) -> None:
    who = chance.choice([MARA, JONAS, LENA, EMRE])
    session, now = house.session, house.now
    if deed == "take" and request.is_open:
        actions.hand_to(session, request.id, MARA, who, now)
    elif deed == "reply":
        house.say(who, f"{CANARY} bis Freitag?", thread=request.thread_ts)
    elif deed == "words":
        request.words = f"{CANARY} schon wieder"
    elif deed == "later" and request.is_open:
        actions.later(session, request.id, who, CANARY, now)
    elif deed == "turn" and request.is_open:
        set_turn(session, request, Whose.CLIENT, now + timedelta(minutes=1))
    elif deed == "done":
        actions.done_by_member(session, request.id, who, now)
    elif deed == "ticket" and session.get(Ticket, request.id) is None:  # two asked in one
        house.add(_ticket(request, chance))


def _ticket(request: Request, chance: random.Random) -> Ticket:
    return Ticket(
        request_id=request.id,
        label=CANARY + request.id,
        stage=chance.choice(list(TicketStage)),
        project=CANARY,
        issue_type=CANARY,
        summary=CANARY,
        description=CANARY,
        wanted_by=chance.choice([MARA, ANKE]),
        wanted_at=request.created_at,
        trouble_detail=CANARY,
        key="NORD-1",
        url="https://jira.test/NORD-1",
        status=CANARY,
        due=date(2026, 11, 27),
    )


def _promise(now: datetime) -> Promise:
    return Promise(
        platform_key="mario",
        client_key="nord",
        channel=NORD,
        what="Der neue Katalog",
        what_not=CANARY,
        due=now + timedelta(days=5),
        owner=LENA,
        conditions=[CANARY],
        alternatives=[CANARY],
        hands=[[CANARY, CANARY]],
        danger_at=now,
        made_at=now,
    )


@pytest.mark.parametrize("weeks", in_turn([range(3), range(3, 6), range(6, 10)]))
def test_nothing_of_ours_is_in_it_whatever_happened(house: House, weeks: range) -> None:
    for seed in weeks:
        with house.session.begin_nested() as undone:
            _nothing_of_ours_is_in_it(House(house.session), seed)
            undone.rollback()
        house.session.expire_all()


def _nothing_of_ours_is_in_it(house: House, seed: int) -> None:
    house.platform.name, house.platform.emergency = CANARY, CANARY
    for talent in house.session.query(Talent):
        talent.names = {"en": CANARY}
    requests = list(flows(house, random.Random(seed)))
    now = max(THURSDAY, house.now)
    house.add(_promise(now))
    t = Translator("de", "Sie")
    week = company_week.week_of(house.session, house.client(), NORD, now - timedelta(days=7), now)
    text, links = client_views.text_of(week, now, "Europe/Berlin", t)
    digest = ClientDigest(
        client_key="nord", day=now.date(), channel=NORD, text=text, links=links, made_at=now
    )
    digest.decided_by, digest.edited_by = JONAS, CANARY
    house.add(digest)
    seen = shown(company_week.sent(house.session, digest), t)
    assert requests
    assert CANARY not in seen
    assert "Der neue Katalog" in seen
    for code in ("delivery block", "Liefersperre", "NORD-1", "super-mario", "mario"):
        assert code not in seen
    for one in (house.client().key, *(request.id for request in requests)):
        assert one not in text
