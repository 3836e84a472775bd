"""What is told to one person, or to all: who has it, and what there is to do in place."""

from __future__ import annotations

import pytest

from bot.core.cards import Audience, Card, Claimed
from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.requests import actions, client_actions, lifecycle, reading
from bot.features.requests.models import ClosedBy, Request
from bot.features.routing import service as routing
from bot.features.tickets import service as tickets
from bot.features.tickets.models import Trouble
from handlers.requests.cards import DRAWS
from handlers.requests.team_views import files_line, trouble_text
from handlers.routing.wiring import DRAWS as ROUTING_DRAWS
from tests.bot.features.house import EMRE, JONAS, MARA, NORD, SHOP, UNCLEAR, House
from tests.dialogue.harness import actions_of, text_of

OWN = ["request_close", "request_wait", "request_give", "ticket_open"]
EN = Translator("en")


def seen(house: House, card: Card) -> tuple[str, list[str]]:
    """What a card says now, and what can be pressed on it."""
    claimed = Claimed(
        id=card.id,
        kind=card.kind,
        subject=card.subject,
        audience=Audience(card.audience),
        place=card.place,
        channel=card.channel,
        thread_ts=card.thread_ts,
        ts=card.ts,
        wanted=card.wanted,
        tries=card.tries,
        lease="",
        sending_since=None,
        reposts=card.reposts,
        fingerprint=card.fingerprint,
    )
    drawn = (DRAWS | ROUTING_DRAWS)[card.kind](house.session, claimed, house.now)
    assert isinstance(drawn, Drawing)
    message = {"text": drawn.text, "blocks": list(drawn.blocks)}
    return text_of(message), actions_of(message)


def to(house: House, kind: str, place: str) -> tuple[str, list[str]]:
    """The newest card of a kind in a place."""
    return seen(house, house.cards(kind, place)[-1])


def test_ones_own_suggestion_says_you_and_offers_what_there_is_to_do(house: House) -> None:
    request = house.ask()
    asked = ["request_take", "suggestion_pass", "suggestion_not_mine"]
    assert to(house, "routing.suggestion", JONAS)[1] == asked
    actions.take(house.session, request.id, JONAS, house.now)
    text, offered = to(house, "routing.suggestion", JONAS)
    assert "You have had it since <!date^" in text
    assert f"<@{JONAS}>" not in text
    assert "may be the right person" not in text
    assert offered == OWN
    actions.done_by_member(house.session, request.id, JONAS, house.now)
    text, offered = to(house, "routing.suggestion", JONAS)
    assert "Done, <!date^" in text
    assert (f"<@{JONAS}>" in text, offered) == (False, [])


def test_whoever_was_slower_is_told_kindly_who_has_it(house: House) -> None:
    request = house.ask()
    actions.take(house.session, request.id, MARA, house.now)
    text, offered = to(house, "routing.suggestion", JONAS)
    assert f"<@{MARA}> has had it since <!date^" in text
    assert "nothing left for you to do" in text
    assert offered == []


def test_what_was_given_or_grew_urgent_can_be_handled_in_place_until_handed_on(
    house: House,
) -> None:
    request = house.ask()
    actions.hand_to(house.session, request.id, MARA, EMRE, house.now)
    client_actions.more_urgent(house.session, request.id, NORD, house.now)
    for kind in ("request.given", "request.urgent"):
        text, offered = to(house, kind, EMRE)
        assert "You have had it since" in text
        assert offered == OWN
    house.pass_time(hours=1)
    actions.hand_to(house.session, request.id, EMRE, JONAS, house.now)
    text, offered = to(house, "request.given", EMRE)
    assert f"<@{JONAS}> has had it" in text
    assert offered == []


def test_a_request_with_a_ticket_offers_no_second_one(house: House) -> None:
    request = house.ask()
    actions.take(house.session, request.id, JONAS, house.now)
    wish = tickets.Wish(issue_type="1", summary="Prices", description="")
    tickets.want(house.session, request, wish, JONAS, house.now)
    assert to(house, "routing.suggestion", JONAS)[1] == OWN[:3]


def silence(house: House) -> None:
    """Everybody who was asked lets the time pass."""
    for _ in range(2):
        house.pass_time(hours=2, minutes=1)
        for suggestion in house.due("routing.silence"):
            routing.silent(house.session, suggestion, house.now)
            house.route()


def test_who_can_take_it_is_asked_in_one_place(house: House) -> None:
    house.ask(UNCLEAR)
    assert to(house, "request.team", house.platform.team_channel)[0].count("Who can take it?") == 1
    house.pass_time(hours=1)
    request = house.ask(SHOP)
    silence(house)
    call, offered = to(house, "request.call", house.platform.team_channel)
    said = [line for line in call.splitlines() if "Nobody" in line or "Who can" in line]
    assert len(set(said)) == 1
    assert offered == ["request_take"]
    of_it = [card for card in house.cards("request.team") if card.subject == request.id]
    team, _ = seen(house, of_it[0])
    assert "Nobody has this yet." in team
    assert "Who can take it?" not in team
    actions.take(house.session, request.id, MARA, house.now)
    call, offered = to(house, "request.call", house.platform.team_channel)
    assert f"<@{MARA}> has had it since" in call
    assert ("Nobody" in call, offered) == (False, [])


def test_opened_again_and_asking_everybody_at_once_the_card_asks(house: House) -> None:
    request = house.ask(SHOP)
    silence(house)
    lifecycle.close(house.session, request, ClosedBy.TEAM, house.now)
    house.pass_time(days=1)
    lifecycle.reopen(house.session, request, house.now, by=MARA)
    request.asks_everybody = True
    assert reading.for_team(house.session, request).called is False


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (ClosedBy.CLIENT, "Done, says the client, "),
        (ClosedBy.TEAM, "Done, "),
        (ClosedBy.QUIET, "Closed quietly, "),
        (ClosedBy.WITHDRAWN, "The client deleted it, "),
    ],
)
def test_how_it_ended_and_with_whom_are_sentences_of_their_own(
    house: House, how: ClosedBy, says: str
) -> None:
    def card(request: Request) -> str:
        of_it = [one for one in house.cards("request.team") if one.subject == request.id]
        return seen(house, of_it[0])[0]

    request = house.ask()
    actions.take(house.session, request.id, JONAS, house.now)
    lifecycle.close(house.session, request, how, house.now)
    last = card(request).splitlines()[-2]
    assert last.startswith(says)
    assert last.endswith(f" It was with <@{JONAS}>.")
    house.pass_time(hours=1)
    untaken = house.ask()
    lifecycle.close(house.session, untaken, how, house.now)
    assert "It was with" not in card(untaken)


def test_trouble_without_detail_is_a_whole_sentence() -> None:
    for trouble in Trouble:
        for detail in (None, "", "the <field> is missing"):
            text = trouble_text(trouble, detail, EN)
            assert not text.rstrip().endswith(":"), text
    assert trouble_text(Trouble.OTHER, "no <way>", EN) == "Jira refused: no &lt;way&gt;"


def test_what_jira_demands_is_told_in_its_words(house: House) -> None:
    request = house.ask()
    wish = tickets.Wish(issue_type="1", summary="Prices", description="")
    tickets.want(house.session, request, wish, JONAS, house.now)
    tickets.failed(house.session, request.id, Trouble.FIELD, "Due date", not_created=True)
    house.session.expire_all()
    text, _ = to(house, "request.team", house.platform.team_channel)
    assert "The ticket was not created. Jira requires more" in text
    assert "Perron can fill in: Due date" in text


def test_the_two_ways_to_get_a_request_have_labels_that_differ() -> None:
    de = Translator("de")
    assert de("Take over") == "Zu mir holen"
    assert "übernehm" in de("I take it").casefold()


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ((), []),
        (("a.png",), ["File: a.png"]),
        (("a.png", "<b>.pdf"), ["Files: a.png, &lt;b&gt;.pdf"]),
        (("a.png", ""), ["Files: a.png and one more"]),
        (("", "a.png", ""), ["Files: a.png and 2 more"]),
        (("",), ["One file"]),
        (("", ""), ["2 files"]),
    ],
)
def test_files_are_named_and_only_what_has_no_name_is_counted(
    files: tuple[str, ...], says: list[str]
) -> None:
    assert files_line(files, EN) == says
