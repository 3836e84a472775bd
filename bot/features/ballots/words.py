"""What is said of a ballot wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.core.i18n import Translator, mark
from bot.features.ballots.models import Alternative, Choice, Condition
from bot.features.platforms.models import BallotRule

CHOICES: Mapping[Choice, str] = {
    Choice.GO: mark("Go"),
    Choice.GO_IF: mark("Go, if …"),
    Choice.NO: mark("No"),
    Choice.ABSTAIN: mark("Abstain"),
}
CONDITIONS: Mapping[Condition, str] = {
    Condition.TIME_OFF: mark("overtime is given back as time off"),
    Condition.PEOPLE: mark("more people help"),
    Condition.SCOPE: mark("the scope is smaller"),
    Condition.OTHER_WORK: mark("other work waits"),
    Condition.OTHER: mark("something else"),
}
RULES: Mapping[BallotRule, str] = {
    BallotRule.CONSENT: mark("It is a go if nobody says no."),
    BallotRule.TWO_THIRDS: mark(
        "It is a go if two thirds are for it; who abstains is not counted."
    ),
    BallotRule.MAJORITY: mark(
        "It is a go if more are for it than against it; who abstains is not counted."
    ),
}
ALTERNATIVES: Mapping[Alternative, str] = {
    Alternative.SMALLER: mark("Something smaller"),
    Alternative.LATER: mark("The same, later"),
    Alternative.OTHER: mark("Something else instead"),
    Alternative.NOTHING: mark("Nothing"),
}


def condition(code: str, words: str, t: Translator) -> str:
    """A condition in a line: what was typed, or what was ticked."""
    if code == Condition.OTHER and words:
        return words
    return t(CONDITIONS[Condition(code)])


def alternative(code: str, words: str, t: Translator) -> str:
    """What could be offered instead, in a line."""
    kind = t(ALTERNATIVES[Alternative(code)])
    return f"{kind}: {words}" if words else kind


def rules_of(rule: BallotRule, t: Translator) -> str:
    """The platform's rule in a sentence."""
    return t(RULES[rule])


def listed(lines: Iterable[tuple[str, int]]) -> list[str]:
    """Lines with how many said each, where it was more than one."""
    return [f"{line} (×{count})" if count > 1 else line for line, count in lines]
