"""What a step offers follows what Perron can do there, and what a press would change."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.offboarding import access, putting_back, walking
from bot.features.offboarding.kinds import Does, EvidenceKind, StepState, Touched
from handlers.offboarding import case_views, step_presses, step_views
from handlers.offboarding.doers.all import DOERS
from handlers.offboarding.step_presses import given_in
from handlers.offboarding.step_views import ONLY_LOOKS
from handlers.slack.presses import Press
from handlers.slack.submissions import Submission, WrongField
from tests.bot.features.house import MARA, House
from tests.bot.features.offboarding.goodbye import Goodbye
from tests.dialogue.harness import actions_of, text_of

EN = Translator("en")


@pytest.fixture
def bye(house: House) -> Goodbye:
    bye = Goodbye(house)
    bye.start()
    return bye


def _offered(bye: Goodbye, key: str) -> list[str]:
    """The buttons of the message in which a step stood, once it is settled."""
    blocks = step_views.over(bye.step_view(key), EN).blocks
    return [
        one["action_id"]
        for block in blocks
        for one in block.get("elements", ())
        if "action_id" in one
    ]


def test_nothing_is_offered_to_be_chosen_where_perron_only_looks() -> None:
    looks = {does for does in Does if does in DOERS and DOERS[does].do is None}
    within = {does for does in ONLY_LOOKS if does not in DOERS}
    assert looks | within == set(ONLY_LOOKS)


def test_access_that_is_inactive_is_given_back_on_its_list_and_nowhere_else(bye: Goodbye) -> None:
    ids = bye.note("Anke")
    bye.until("access_inactive")
    access.set_inactive(bye.session, bye.case_id, ids, MARA, bye.now)
    bye.done("access_inactive", given=())
    assert _offered(bye, "access_inactive") == ["offboarding_list"]


def test_what_was_left_out_is_opened_again(bye: Goodbye) -> None:
    bye.not_needed("access_inactive")
    assert _offered(bye, "access_inactive") == ["offboarding_list", "offboarding_reopen"]
    bye.not_needed("folders")
    assert _offered(bye, "folders") == ["offboarding_reopen"]


def test_neither_the_block_nor_what_cannot_be_undone_is_offered_to_be_opened(bye: Goodbye) -> None:
    bye.until("block")
    bye.done("block")
    assert _offered(bye, "block") == []
    assert _offered(bye, "farewell") == []
    assert _offered(bye, "campaigns") == ["offboarding_reopen"]


def test_what_is_blocked_comes_back_in_a_week_on_the_platforms_calendar(bye: Goodbye) -> None:
    bye.house.now = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
    step = bye.step("rights")
    value = f"{step.id}:{step.version}"
    press = Press(MARA, None, "D0MARA", value, None, "offboarding_blocked", "1", "t", None)
    window = step_presses.open_blocked(bye.session, press, bye.now)
    [until] = [one for one in window["blocks"] if one.get("block_id") == "until"]
    assert until["element"]["initial_date"] == "2026-12-07", "it is the 30th there"


def _form(**typed: str) -> Submission:
    return Submission(MARA, None, "V1", "s:1", typed)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("link", "wiki/nordwind"),
        ("link", "https://a b.test"),
        ("number", "many"),
        ("number", "1|2"),
    ],
)
def test_what_is_not_what_it_is_called_is_said_at_its_field(field: str, typed: str) -> None:
    with pytest.raises(WrongField) as wrong:
        given_in(_form(**{field: typed}))
    assert wrong.value.block_id == field


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("link", "HTTPS://wiki.test/nordwind"),
        ("number", "1.250,00 €"),
        ("number", "€ 1,250.00"),
        ("number", "12 Std."),
        ("number", "3 Stück"),
        ("text", "Alles beglichen."),
    ],
)
def test_what_people_write_is_taken(field: str, typed: str) -> None:
    [one] = given_in(_form(**{field: typed}))
    assert (one.words, one.kind) == (typed, EvidenceKind(field))


def test_the_case_says_how_far_it_is_who_is_next_and_what_waits_for_what(bye: Goodbye) -> None:
    tools, first = "Analytics and other tools cancelled", "Campaigns paused or ended, and settled"
    rights = bye.step("rights")
    said = _said(bye)
    assert "0 of 22 steps" in said
    assert "*Wind down*  ▸ ○ ▸ ▸ ▸  0/5" in said
    assert said.index("*Wind down*") < said.index("*Hand over*") < said.index("*Block*")
    nexts = {line.owner for line in bye.view().next}
    assert nexts == {step.owner for step in bye.steps() if step.state == StepState.POSSIBLE}
    for line in bye.view().next:
        assert f"• {line.name} · <@{line.owner}> · by " in said
    assert f"• {tools}: after “{first}”" in said
    why, until = "Their lawyer looks at it.", date(2026, 12, 4)
    walking.blocked(bye.session, rights.id, MARA, why, until, bye.now, version=rights.version)
    bye.done("campaigns")
    said = _said(bye)
    assert "1 of 22 steps" in said
    assert "*Wind down*  ✓ ▸ ▸ ▸ ▸  1/5" in said
    assert f"{tools}: after" not in said
    assert "blocked until Fri, 4 Dec" in said
    assert why not in said, "that stands at the step"


def _said(bye: Goodbye) -> str:
    return text_of({"blocks": list(_card(bye).blocks)})


def test_a_step_says_what_how_and_what_shows_it_and_what_can_be_done(bye: Goodbye) -> None:
    bye.step("campaigns").owner = bye.step("rights").owner = MARA
    drawing = step_views.step_card(bye.step_view("campaigns"), EN)
    card = {"blocks": list(drawing.blocks)}
    said = text_of(card)
    assert "0 of 22 steps · " in said
    assert "more for you after this" in said
    assert "*How:* Go through every channel" in said
    assert "What shows it: a link or a sentence" in said
    assert actions_of(card) == [
        "offboarding_done_with",
        "offboarding_not_needed",
        "offboarding_blocked",
        "offboarding_date",
        "offboarding_give",
    ]


def test_a_called_off_ending_says_what_is_still_to_come(bye: Goodbye) -> None:
    first, second = _closed(bye, "NORD-1"), _closed(bye, "NORD-2")
    bye.call_off()
    assert "is being put back: 2 things" in _card(bye).text
    putting_back.put_back(bye.session, first, bye.now, "NORD-1 is open again.")
    assert "one thing is still to come" in _card(bye).text
    putting_back.not_put_back(bye.session, second, "No permission.", bye.now)
    assert _card(bye).text.endswith("What Perron could put back was put back.")
    assert "by hand" in str(_card(bye).blocks)
    putting_back.put_back(bye.session, second, bye.now, by=MARA)
    assert _card(bye).text.endswith("What it had changed was put back.")


def _closed(bye: Goodbye, key: str) -> int:
    case, step, was = bye.case, bye.step("tickets"), {"status": "Open"}
    made = putting_back.remember(
        bye.session, case, step, Touched.OUTSIDE, key, before=was, after={}, now=bye.now
    )
    assert made is not None
    return made.id


def _card(bye: Goodbye) -> Drawing:
    return case_views.case_card(bye.view(), EN)
