"""Nobody sees another's level or passes, wherever they look; and whom to ask is told as it is."""

from __future__ import annotations

import logging

import pytest

from bot.core.i18n import Translator
from bot.features.accuracy.figures import figures
from bot.features.declaration.export import export
from bot.features.platforms.models import MemberTalent
from bot.features.requests.models import Request
from bot.features.requests.reading import for_client, for_team
from bot.features.routing import service as routing
from bot.features.routing.why_not import why_not
from handlers.overview.wiring import who
from handlers.slack.feature import Asker
from tests.bot.features.house import (
    EMRE,
    GRACE,
    HARB,
    JONAS,
    LENA,
    MARA,
    NORD,
    SHOP,
    TEAM,
    House,
)

PAGE = "The layout of the landing page looks wrong on my phone."


def link(request: Request) -> str:
    return f"https://us.test/archives/{request.channel}/p{request.thread_ts.replace('.', '')}"


def whom(house: House, asker: str, question: str) -> str:
    """What ``/perron who`` says, without the id that its button carries."""
    drawn = who(house.session, Asker(asker, TEAM, Translator("en")), question, house.now)
    return str([block for block in drawn.blocks if block["type"] == "section"])


def seen(house: House, request: Request) -> list[object]:
    """All that others than Jonas can see that has to do with who is asked, and why."""
    session = house.session
    return [
        *(whom(house, one, said) for one, said in ((MARA, SHOP), (LENA, link(request)))),
        *(
            why_not(session, SHOP, about, house.platform, one, house.now)
            for one, about in ((MARA, request), (EMRE, None), (EMRE, request))
        ),
        for_team(session, request),
        for_client(session, request, house.now),
        export(session),
        figures(session, house.platform, house.now),
        [(card.kind, card.place, card.subject) for card in house.cards("request.team")],
    ]


@pytest.mark.parametrize("mine", [True, False])
def test_a_pass_is_seen_by_nobody(
    house: House, mine: bool, caplog: pytest.LogCaptureFixture
) -> None:
    request = house.ask()
    before = seen(house, request)
    with caplog.at_level(logging.DEBUG):
        routing.pass_on(house.session, request.id, JONAS, house.now, mine=mine)
        house.route()
        assert seen(house, request) == before
    assert house.asked(request) == [JONAS, EMRE]
    assert JONAS not in caplog.text
    [asked] = [one for one in routing.asked_since_opened(house.session, request) if one.id > 1]
    assert (asked.person, JONAS in str(asked.reasons)) == (EMRE, False)


def test_a_level_is_seen_by_nobody(house: House) -> None:
    """As long as nobody else comes first by it, there is nothing to see of it at all."""
    request = house.ask()
    before = seen(house, request)
    for who_has_it in (EMRE, JONAS):
        row = house.session.get_one(MemberTalent, (who_has_it, "shop"))
        row.level = 2
        house.session.flush()
        assert seen(house, request) == before


def test_who_is_responsible_is_told_first_where_it_is_so(house: House) -> None:
    request = house.ask(PAGE, GRACE, HARB)
    assert house.asked(request) == [MARA]
    told = whom(house, JONAS, link(request))
    assert f"<@{MARA}>*: is responsible for Ux at this client" in told
    assert told.index(MARA) < told.index(LENA)
    assert MARA not in whom(house, JONAS, PAGE), "of no client: talents alone"
    assert NORD not in told
