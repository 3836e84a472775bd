"""The reports of an ending in full: what stands in each, on the way, at the end, and forgotten."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date

from bot.features.offboarding.kinds import AccountState, Fate, StepState
from bot.features.offboarding.report.internal import Sum
from bot.features.promises.reading import ClientState
from tests.bot.features.offboarding.long_goodbye import CANARY, TOOLS, WHY
from tests.bot.features.offboarding.report.walked import walked

PRICES = "Im Shop stimmen die Preise nach dem Import nicht mehr."


def test_each_entry_of_the_record_is_in_it_once() -> None:
    for stage in walked().stages:  # compared to the last line on the way
        report = stage.ours
        assert report.proof.entries == len(report.history)
        assert report.proof.forgotten == 0
    assert len(walked().finished.ours.history) > 60


def test_the_client_reads_what_was_handed_over_and_closed() -> None:
    report = walked().finished.theirs
    assert (report.client, report.team, report.is_final) == ("Nordwind", "Super Mario", True)
    assert report.last_day == date(2026, 12, 18)
    assert report.open == ()
    done = {one.usual: one for one in report.done}
    assert done["rights"].name == "Nutzungsrechte und Quelldateien übergeben"
    assert done["rights"].on == date(2026, 11, 27)
    words = {one.words for one in done["rights"].evidence}
    assert words == {"https://files.example.org/nordwind/Quelldateien", "Nutzungsrechte.pdf"}
    assert [one.words for one in done["campaigns"].evidence] == [
        "https://ads.example.org/nordwind/Abrechnung"
    ]
    assert len(done["tools"].evidence) == 1, "given twice, shown once"
    internal_only = {"services", "export", "costs", "folders", "among_ourselves", "last_report"}
    assert not internal_only & set(done)
    assert "block" not in done


def test_lists_say_what_became_of_each() -> None:
    report = walked().finished.theirs
    told = {one.name: (one.kind, one.state, one.to) for one in report.accounts}
    anke, given = "Anke Petersen", AccountState.HANDED_OVER
    assert told == {
        name: (kind, state, anke if state == given else "") for kind, name, _, state in TOOLS
    }
    promised = {one.what: (one.state, one.instead, one.to) for one in report.promises}
    assert promised == {
        "Konfigurator für die Messe": (ClientState.KEPT, "", ""),
        "Umzug des Shops": (ClientState.NEW_DATE, "", "Hafenkante GmbH"),
        "Druckansicht": (ClientState.AGREED_ANEW, "Druck als PDF", ""),
    }
    [plan] = report.plans
    assert (plan.fate, plan.to, plan.words) == (Fate.LET_GO, "", PRICES)


def test_nothing_of_ours_is_in_the_clients_type() -> None:
    for stage in walked().stages:
        assert CANARY not in repr(astuple(stage.theirs))
    assert repr(astuple(walked().finished.ours)).count(CANARY) > 20


def test_what_is_open_has_a_day_and_a_name() -> None:
    report = walked().wound_down.theirs
    assert not report.is_final
    open_ = {one.usual or one.name: (one.due, one.who) for one in report.open}
    assert open_["rights"] == (date(2026, 12, 11), "Lena Brandt")
    assert open_["nordwind.example"] == (None, "Jonas Weber")
    assert open_[PRICES] == (None, "")
    assert "Umzug des Shops" not in open_, "somebody else goes on with it"
    assert {"services", "block", "costs", "campaigns"}.isdisjoint(open_)


def test_internally_there_are_reasons_money_hours_and_what_could_not_be_done() -> None:
    report = walked().finished.ours
    steps = {one.key: one for one in report.steps}
    assert steps["services"].state == StepState.NOT_NEEDED
    assert steps["services"].reason == f"There are none, {CANARY}"
    assert report.sums == (Sum("EUR", 14240, 0),)
    assert walked().begun.ours.sums == (Sum("EUR", 14240, 14240),)
    [hours] = report.hours
    assert hours.words == "From 1 Nov 2025 to 18 Dec 2026: 412.50 h in 96 entries."
    assert [one.words for one in report.could_not] == [
        f"No right to read the files, {CANARY}",
        f"One was closed, {CANARY}",
    ]
    [blocked] = [one for step in report.steps for one in step.blocked]
    assert (blocked.by, blocked.reason, blocked.until) == ("Jonas Weber", WHY, date(2026, 11, 24))
    assert blocked.ended is not None
    assert (blocked.ended - blocked.since).days == 5
    assert {one.given_back for one in report.access} == {WHY, ""}


def test_what_was_forgotten_is_no_longer_in_it_and_all_else_still_is() -> None:
    before, after = walked().finished.ours, walked().forgotten.ours
    for report in (after, walked().forgotten.theirs):
        said = repr(astuple(report))
        assert [name for name in walked().people if name in said] == []
    assert after.proof.forgotten > 0
    assert len(after.history) + after.proof.forgotten == len(before.history)
    states = [(one.id, one.state) for one in before.steps]
    assert [(one.id, one.state) for one in after.steps] == states
    assert [one.state for one in after.access] == [one.state for one in before.access]
    assert [one.state for one in after.accounts] == [one.state for one in before.accounts]
    assert [one.name for one in after.access] == ["", ""]
