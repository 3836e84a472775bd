"""What Perron does: shown before, behind a click, repeated without harm, late without effect."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.core.jobs import Job
from bot.features.offboarding import doing, reopening
from bot.features.offboarding.doing import DO, LOOK, Found
from bot.features.offboarding.kinds import EvidenceKind, StepState, Turn
from bot.features.offboarding.models import Step
from bot.features.offboarding.putting_back import PUT_BACK
from bot.features.offboarding.results import Result
from bot.features.offboarding.saying import Said
from tests.bot.features.house import MARA
from tests.bot.features.offboarding.goodbye import LINK, Goodbye

THINGS = [Found("NORD-1", "NORD-1 Prices"), Found("NORD-2", "NORD-2 Menu")]
CLOSED = [Result("NORD-1", "closed", before={"status": "Open"}), Result("NORD-2", "no", ok=False)]


def _look(bye: Goodbye, key: str) -> Step:
    step = bye.step(key)
    return doing.look(bye.session, step.id, MARA, bye.now, version=step.version)


def _found(bye: Goodbye, key: str, *, holds: bool = False) -> Step:
    step = _look(bye, key)
    things = [] if holds else THINGS
    assert doing.found(
        bye.session, step.id, step.round, things, bye.now, holds=holds, words="Found."
    )
    return step


def _choose(bye: Goodbye, step: Step, **more: object) -> Step:
    chosen = {"refs": ["NORD-1"], "to": "done"}
    return doing.choose(
        bye.session,
        step.id,
        MARA,
        chosen,
        bye.now,
        version=step.version,
        **more,  # type: ignore[arg-type]
    )


def test_looking_is_a_job_that_comes_back_with_what_was_found(bye: Goodbye) -> None:
    bye.start()
    step = _look(bye, "tickets")
    assert bye.house.jobs(LOOK) == [{"step": step.id, "round": 1}]
    doing.found(bye.session, step.id, 1, THINGS, bye.now, holds=False, words="Two are open.")
    assert [thing.ref for thing in bye.step_view("tickets").found] == ["NORD-1", "NORD-2"]
    assert step.turn == Turn.FOUND


def test_a_check_that_holds_is_evidence(bye: Goodbye) -> None:
    bye.start()
    _found(bye, "tickets", holds=True)
    bye.done("tickets", given=())
    (evidence,) = bye.step_view("tickets").evidence
    assert (evidence.kind, evidence.words, evidence.by) == (EvidenceKind.CHECK, "Found.", None)


def test_a_check_that_does_not_hold_is_none(bye: Goodbye) -> None:
    bye.start()
    _found(bye, "tickets")
    with pytest.raises(Kindly, match="once there is evidence"):
        bye.done("tickets", given=())


def test_a_result_counts_once_and_only_in_its_round(bye: Goodbye) -> None:
    bye.start()
    step = _found(bye, "tickets")
    assert not doing.found(bye.session, step.id, 1, [], bye.now, holds=True, words="Late.")
    _look(bye, "tickets")
    assert not doing.found(bye.session, step.id, 1, [], bye.now, holds=True, words="Later.")
    assert not bye.step_view("tickets").evidence


def test_nothing_is_done_that_was_not_shown(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="look first"):
        _choose(bye, bye.step("tickets"))
    step = _found(bye, "tickets")
    chosen = {"refs": ["NORD-9"]}
    with pytest.raises(Kindly, match="not shown to you"):
        doing.choose(bye.session, step.id, MARA, chosen, bye.now, version=step.version)


def test_what_was_done_is_evidence_and_can_be_put_back(bye: Goodbye) -> None:
    bye.start()
    step = _choose(bye, _found(bye, "tickets"))
    assert bye.house.jobs(DO) == [{"step": step.id, "round": 2}]
    assert doing.is_wanted(bye.session, step.id, 2)
    for first in (True, False):
        assert first == doing.did(
            bye.session, step.id, 2, CLOSED, bye.now, holds=True, words="None is left."
        )
    assert step.state == StepState.POSSIBLE
    assert bye.acts().count("step did") == 1
    bye.done("tickets", given=())


def test_what_became_of_each_is_shown_and_what_was_left_as_it_was(bye: Goodbye) -> None:
    bye.start()
    step = _choose(bye, _found(bye, "tickets"))
    only = CLOSED[:1]
    doing.did(bye.session, step.id, 2, only, bye.now, holds=False, words="One left.")
    found = bye.step_view("tickets").found
    assert [(one.ref, one.words) for one in found] == [
        ("", "One left."),
        ("NORD-1", "closed"),
        ("NORD-2", "NORD-2 Menu"),
    ]
    doing.choose(bye.session, step.id, MARA, {}, bye.now, version=step.version)
    doing.did(bye.session, step.id, 3, CLOSED[1:], bye.now, holds=False, words="no")
    again = bye.step_view("tickets").found
    assert [(one.ref, one.ok) for one in again] == [("NORD-2", False), ("NORD-1", True)]


def test_who_is_at_it_is_not_asked_again_however_long_until_it_was_lost(bye: Goodbye) -> None:
    bye.start()
    step = _choose(bye, _found(bye, "tickets"))
    bye.house.pass_time(days=2)
    with pytest.raises(Kindly, match="is at it"):
        _look(bye, "tickets")
    bye.session.execute(update(Job).where(Job.kind == DO).values(set_aside=True))
    _look(bye, "tickets")
    assert not doing.did(bye.session, step.id, 2, [], bye.now, holds=True, words="Late.")


def test_what_is_on_its_way_is_known_though_the_step_was_opened_again(bye: Goodbye) -> None:
    bye.start()
    step = _choose(bye, _found(bye, "tickets"))
    bye.done("tickets", given=LINK)
    reopening.reopen(bye.session, step.id, MARA, "One is left.", bye.now, version=step.version)
    assert doing.did(bye.session, step.id, step.round, CLOSED, bye.now, holds=False, words="One.")
    bye.call_off()
    assert len(bye.house.jobs(PUT_BACK)) == 1


def test_what_could_not_be_done_is_for_a_person(bye: Goodbye) -> None:
    bye.start()
    step = _look(bye, "tickets")
    why = Said("Perron has no Jira set up.")
    assert doing.failed(bye.session, step.id, 1, why, bye.now)
    assert not doing.failed(bye.session, step.id, 1, why, bye.now)
    assert bye.step_view("tickets").trouble == "Perron has no Jira set up."
    bye.done("tickets")


def test_why_it_could_not_be_done_is_read_in_ones_own_language(bye: Goodbye) -> None:
    bye.start()
    step = _look(bye, "tickets")
    denied = Said("Perron may not do that there.")
    why = Said("{why} An administrator of Jira can, here: {pages} .", {"why": denied, "pages": "x"})
    assert doing.failed(bye.session, step.id, 1, why, bye.now)
    english, german = (bye.step_view("tickets", one).trouble for one in ("en", "de"))
    assert english == "Perron may not do that there. An administrator of Jira can, here: x ."
    assert german == Translator("de")(why.msgid, why=denied.to(Translator("de")), pages="x")
    assert german.startswith("Perron darf das dort nicht. ")
    assert bye.entries()[-1].after["words"] == english, "the team's language"


def test_what_cannot_be_undone_is_done_by_the_click_that_chose_it(bye: Goodbye) -> None:
    bye.start()
    bye.until("farewell")
    step = bye.step("farewell")
    chosen = {"text": "Danke für alles."}
    with pytest.raises(Kindly, match="cannot be undone"):
        doing.choose(bye.session, step.id, MARA, chosen, bye.now, version=step.version)
    doing.choose(bye.session, step.id, MARA, chosen, bye.now, version=step.version, sure=True)
    with pytest.raises(Kindly, match="cannot be called off"):
        bye.call_off()
    doing.did(bye.session, step.id, step.round, [], bye.now, holds=True, words="Posted.")
    assert (step.state, step.settled_by) == (StepState.DONE, MARA)


def test_files_and_links_are_evidence(bye: Goodbye) -> None:
    bye.start()
    bye.until("knowledge")
    step = _choose(bye, _found(bye, "knowledge"))
    page = [Result("page", "Written", link="https://wiki.test/1")]
    files = {"last.pdf": "F123"}
    doing.did(bye.session, step.id, 2, page, bye.now, holds=True, words="Written.", refs=files)
    kinds = {(one.kind, one.words, one.ref) for one in bye.step_view("knowledge").evidence}
    assert (EvidenceKind.FILE, "last.pdf", "F123") in kinds
    assert (EvidenceKind.LINK, "https://wiki.test/1", None) in kinds


def test_perron_looks_into_its_own_tables_at_once(bye: Goodbye) -> None:
    bye.start()
    step = _look(bye, "promises")
    assert (step.turn, step.checked_at) == (Turn.FOUND, bye.now)
    assert not bye.house.jobs(LOOK)


def test_there_is_nothing_to_look_at_or_to_do_everywhere(bye: Goodbye) -> None:
    bye.start()
    with pytest.raises(Kindly, match="nothing that Perron could look at"):
        _look(bye, "campaigns")
    with pytest.raises(Kindly, match="nothing that Perron could do"):
        _choose(bye, bye.step("promises"))


def test_what_comes_after_the_end_of_the_case_changes_nothing(bye: Goodbye) -> None:
    bye.start()
    step = _look(bye, "tickets")
    bye.call_off()
    assert not doing.found(
        bye.session, step.id, 1, THINGS, bye.now + timedelta(1), holds=True, words="Late."
    )
