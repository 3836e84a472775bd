"""Whatever became of a forgotten person's question, it is as if it had never been asked."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import delete, select

from bot.core.forgetting import Forgetting
from bot.features.requests import actions
from bot.features.requests import forgetting as requests
from bot.features.requests.models import Outcome, Request
from bot.features.routing import forgetting as routing
from bot.features.routing.memory import Memory
from bot.features.routing.models import Suggested
from bot.features.routing.service import pass_on
from bot.features.routing.values import Reason, ReasonKind
from tests.bot.features.house import (
    ANKE,
    EMRE,
    GRACE,
    HARB,
    JONAS,
    LENA,
    LOOKS,
    MARA,
    NORD,
    SHOP,
    House,
)


def asked(house: House, text: str, who: str = ANKE, channel: str = NORD) -> Request:
    house.pass_time(hours=1)
    return house.ask(text, who, channel)


def answered(house: House, request: Request, by: str) -> None:
    house.say(by, "Ist behoben.", request.channel, thread=request.thread_ts)
    actions.done_by_member(house.session, request.id, by, house.now)


def learned(house: House, memory: Memory) -> str:
    return memory.index(house.session, "mario").fingerprint()


def test_who_is_forgotten_is_named_in_nobody_elses_reasons(house: House) -> None:
    request = asked(house, SHOP)
    assert house.asked(request) == [JONAS]
    helper = asdict(Reason(ReasonKind.HELPER, "shop", person=JONAS))
    house.add(Suggested(request_id=request.id, person=EMRE, reasons=[helper], at=house.now))
    gone = Forgetting(frozenset({JONAS}), frozenset({"Jonas Weber"}), house.now)
    assert routing.forget(house.session, gone) == {"suggested": 2}
    [left] = house.session.scalars(select(Suggested))
    assert (left.person, left.reasons[0]["talent"]) == (EMRE, "shop")
    assert JONAS not in str(left.reasons)


def test_of_a_forgotten_question_no_byte_is_left_whatever_became_of_it(house: House) -> None:
    """Passes, hand-overs, one after the other; another client's questions stand in between."""
    memory, session = Memory(), house.session
    answered(house, asked(house, SHOP, GRACE, HARB), JONAS)

    passed = asked(house, "Der Export der Preise klemmt im Shop.")
    pass_on(session, passed.id, JONAS, house.now)
    not_theirs = asked(house, "Im Warenkorb hängt eine Bestellung.")
    pass_on(session, not_theirs.id, JONAS, house.now, mine=False)
    answered(house, not_theirs, EMRE)
    handed_over = asked(house, LOOKS)
    actions.take(session, handed_over.id, LENA, house.now)
    actions.hand_to(session, handed_over.id, LENA, MARA, house.now)

    theirs = asked(house, "When is the planning workshop?", GRACE, HARB)
    actions.take(session, theirs.id, LENA, house.now)
    actions.hand_to(session, theirs.id, LENA, MARA, house.now)

    answered(house, handed_over, MARA)
    actions.reopen_by_member(session, handed_over.id, JONAS, house.now)
    actions.hand_to(session, handed_over.id, MARA, EMRE, house.now)
    seen = learned(house, memory)

    gone = Forgetting(frozenset({ANKE}), frozenset({"Anke Petersen"}), house.now, "nord")
    requests.forget(session, gone)
    routing.forget(session, gone)
    kept, anew = learned(house, memory), learned(house, Memory())

    never = delete(Outcome).where(
        Outcome.request_id.in_(select(Request.id).where(Request.client_key == "nord"))
    )
    session.execute(never)
    session.expire_all()
    assert kept == anew == learned(house, Memory()) != seen
