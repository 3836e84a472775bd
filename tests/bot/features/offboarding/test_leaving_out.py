"""Left out by one with a reason, the block by two; who is about to reads what follows."""

from __future__ import annotations

import pytest

from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.features.offboarding import changing, leaving_out
from bot.features.offboarding.kinds import CaseState, StepState
from bot.features.offboarding.models import Step
from bot.features.platforms.models import ClientStatus
from handlers.offboarding import case_views, case_windows, step_windows
from tests.bot.features.house import ANKE, EMRE, JONAS, LENA, MARA
from tests.bot.features.offboarding.goodbye import Goodbye

EN = Translator("en")
WHY = "They stay with us for the app."


def _asked(bye: Goodbye) -> Step:
    bye.start()
    return bye.not_needed("block", why=WHY)


def _confirm(bye: Goodbye, step: Step, by: str) -> None:
    leaving_out.confirm(bye.session, step.id, by, bye.now, version=step.version)


def test_one_member_alone_does_not_leave_the_block_out(bye: Goodbye) -> None:
    step = _asked(bye)
    assert bye.state("block") == StepState.WAITING
    with pytest.raises(Kindly, match="second member"):
        _confirm(bye, step, MARA)
    with pytest.raises(Kindly, match="has asked for this already"):
        changing.skip(bye.session, step.id, JONAS, WHY, bye.now, version=step.version)


def test_a_second_one_confirms_and_the_client_stays_active(bye: Goodbye) -> None:
    step = _asked(bye)
    _confirm(bye, step, JONAS)
    assert (bye.state("block"), step.reason, step.settled_by) == (StepState.SKIPPED, WHY, JONAS)
    for one in bye.steps():
        if not one.is_settled:
            bye.not_needed(one.key)
    assert bye.case.state == CaseState.FINISHED
    assert bye.house.client().status == ClientStatus.ACTIVE
    assert bye.acts().count("step out asked") == 1


def test_anybody_says_that_it_stays(bye: Goodbye) -> None:
    step = _asked(bye)
    leaving_out.stays(bye.session, step.id, LENA, bye.now, version=step.version)
    assert (bye.state("block"), step.out_by) == (StepState.WAITING, None)
    with pytest.raises(Kindly, match="over by now"):
        _confirm(bye, step, JONAS)


def test_a_block_that_is_set_meanwhile_is_not_left_out(bye: Goodbye) -> None:
    step = _asked(bye)
    bye.until("block")
    bye.done("block")
    assert step.out_by is None
    with pytest.raises(Kindly, match="is done already"):
        _confirm(bye, step, JONAS)


def test_a_card_that_is_out_of_date_does_nothing(bye: Goodbye) -> None:
    step = _asked(bye)
    with pytest.raises(Kindly, match="has changed meanwhile"):
        leaving_out.confirm(bye.session, step.id, EMRE, bye.now, version=step.version - 1)
    with pytest.raises(Kindly, match="members of a platform"):
        _confirm(bye, step, ANKE)


def test_the_team_reads_who_asks_why_and_what_follows(bye: Goodbye) -> None:
    _asked(bye)
    card = str(case_views.case_card(bye.view(), EN).blocks)
    assert WHY in card
    assert "the client stays active" in card


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("block", "the client stays active"),
        ("personal_data", "Art. 28 GDPR asks for it"),
        ("access_inactive", "keep the access they have"),
        ("access_deleted", "stays inactive, and is never deleted"),
        ("farewell", "hears no word from us"),
    ],
)
def test_whoever_leaves_out_what_others_count_on_reads_what_follows(
    bye: Goodbye, key: str, words: str
) -> None:
    bye.start()
    step = bye.step_view(key)
    assert words in str(step_windows.not_needed(step, EN))
    assert words in str(case_windows.skip(step.line, EN))


def test_other_steps_are_left_out_by_one(bye: Goodbye) -> None:
    bye.start()
    assert bye.not_needed("folders").state == StepState.NOT_NEEDED
