"""The agency's own ways of ending: read with their lines, applied, exported, taken away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from bot.features.declaration.export import export
from bot.features.declaration.parse import DeclarationError, parse
from bot.features.declaration.service import apply
from bot.features.offboarding.kinds import Does, EvidenceKind, Phase
from bot.features.offboarding.templates import all_templates, template

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
SMALL = """\
offboarding:
  - key: small
    name: {en: Small, de: Klein}
    grace_days: 14
    steps:
      - key: campaigns
        days: -7
      - key: keys
        phase: hand over
        name: {en: Keys returned, de: Schlüssel zurück}
        how: {en: "Both, and the card."}
        talents: [office]
        days: +1
        needs: [campaigns]
        evidence: [text, file]
        irreversible: true
        client: true
      - {key: access_inactive, needs: [keys]}
      - {key: access_deleted}
      - {key: block, needs: [access_inactive], evidence: []}
platforms: []
"""


def _errors(text: str) -> list[str]:
    with pytest.raises(DeclarationError) as error:
        parse(text, "agency.yml")
    return str(error.value).splitlines()


def test_a_step_of_the_default_takes_from_it_what_it_leaves_out(session: Session) -> None:
    apply(session, parse(SMALL, "agency.yml"), NOW)
    small = template(session, "small")
    assert small is not None
    first, second = small.steps[:2]
    assert (first.phase, first.days, first.names["de"][:9]) == (Phase.WIND_DOWN, -7, "Kampagnen")
    assert (second.days, second.needs, second.irreversible) == (1, ("campaigns",), True)
    assert second.evidence == (EvidenceKind.TEXT, EvidenceKind.FILE)
    assert (small.grace_days, small.steps[-1].does, small.steps[-1].evidence) == (
        14,
        Does.BLOCK,
        (),
    )


def test_the_default_stays_beside_it_until_it_is_replaced(session: Session) -> None:
    apply(session, parse(SMALL, "agency.yml"), NOW)
    assert [one.key for one in all_templates(session)] == ["default", "small"]
    apply(session, parse(SMALL.replace("key: small", "key: default"), "agency.yml"), NOW)
    assert [len(one.steps) for one in all_templates(session)] == [5]


def test_what_was_exported_changes_nothing(session: Session) -> None:
    apply(session, parse(SMALL, "agency.yml"), NOW)
    again = parse(export(session), "agency.yml")
    assert not apply(session, again, NOW).changes


def test_a_template_that_was_taken_out_is_no_longer_offered(session: Session) -> None:
    apply(session, parse(SMALL, "agency.yml"), NOW)
    plan = apply(session, parse("platforms: []", "agency.yml"), NOW)
    assert [str(change) for change in plan.changes] == ["remove offboarding template small"]
    assert template(session, "small") is None
    apply(session, parse(SMALL, "agency.yml"), NOW)
    assert template(session, "small") is not None


def test_a_plan_does_not_recite_all_steps(session: Session) -> None:
    apply(session, parse(SMALL, "agency.yml"), NOW)
    plan = apply(session, parse(SMALL.replace("-7", "-8"), "agency.yml"), NOW)
    assert [str(c) for c in plan.changes] == ["change offboarding template small (steps change)"]


@pytest.mark.parametrize(
    ("was", "instead", "says"),
    [
        ("days: -7", "days: soon", "agency.yml:7: 'days' should be a whole number from -365"),
        ("days: -7", "days: 400", "agency.yml:7: 'days' should be a whole number from -365"),
        ("phase: hand over", "phase: later", "agency.yml:9: 'phase' should be wind down or"),
        ("needs: [campaigns]", "needs: [kees]", "agency.yml:8: The step 'keys' needs 'kees'"),
        (
            "{key: access_deleted}",
            "{key: campaigns}",
            "agency.yml:19: The step 'campaigns' is there twice.",
        ),
        ("[text, file]", "[text, word]", "agency.yml:15: 'evidence' should be link or text"),
        ("talents: [office]", "talent: [office]", "did you mean 'talents'?"),
        ("        phase: hand over\n", "", "agency.yml:8: 'phase' is missing."),
        ("{key: access_deleted}", "{key: access_deleted, needs: [keys]}", "inactive before"),
        ("needs: [access_inactive],", "needs: [keys],", "the delivery block follows access"),
        ("name: {en: Small, de: Klein}", "name: {}", "Here should be a text for en or de."),
    ],
)
def test_an_error_names_the_line_and_what_is_allowed(was: str, instead: str, says: str) -> None:
    assert was in SMALL
    assert says in "\n".join(_errors(SMALL.replace(was, instead)))


def test_a_template_without_steps_is_none() -> None:
    text = "offboarding:\n  - {key: empty, name: {en: Empty}, steps: []}\nplatforms: []\n"
    assert _errors(text) == ["agency.yml:2: An offboarding has one step at least."]
