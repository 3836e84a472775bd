"""What counts how much when somebody is looked for; what a platform may say of it in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.features.platforms.suggesting import Counting, MayBeWrong, Newcomers, Suggesting

STEPS = {Counting.IGNORE: 0.0, Counting.A_LITTLE: 0.5, Counting.NORMAL: 1.0, Counting.MUCH: 2.0}
SHARES = {Newcomers.NONE: 0.0, Newcomers.ONE_IN_TEN: 0.1, Newcomers.ONE_IN_FIVE: 0.2}
WRONG = {
    MayBeWrong.ONE_IN_TWENTY: 0.05,
    MayBeWrong.ONE_IN_TEN: 0.10,
    MayBeWrong.ONE_IN_FIVE: 0.20,
    MayBeWrong.ALWAYS_SUGGEST: 1.0,
}


@dataclass(frozen=True)
class Steps:
    """How much each part counts, 0..2; 1 is normal."""

    level: float = 1.0
    likes: float = 1.0
    room: float = 1.0
    client: float = 1.0


MOST = Steps(*[max(STEPS.values())] * 4)


@dataclass(frozen=True)
class Settings:
    """Weights and thresholds; set so that a test of each rule holds."""

    talent: float = 0.09
    history: float = 0.08
    likely: tuple[float, float] = (0.08, 0.185)
    """On the first day, where meanings are known (words alone are judged better by the two above);
    and once much was learned, when it takes the place of both."""
    beside: float = 0.6
    """What is left of the two where meanings are known."""
    likes: float = 0.10
    """How much more somebody is suited at most who likes it …"""
    room: float = 0.40
    """… who has nothing open …"""
    client: float = 0.08
    """… and who knows the client."""
    steps: Steps = Steps()
    responsible: float = 0.50
    named: float = 1.00
    neighbours: int = 15
    similar: float = 0.20
    """Cosine to a past question from which it counts as alike."""
    much_alike: float = 0.35
    """Cosine from which it speaks for itself, and can be told as a reason."""
    same_client: float = 1.25
    by_name: float = 0.105
    """What one past question tells that had the same name: if the name is all there is, one is
    enough to ask whoever answered it; two are, if it is a third of what tells anything."""
    half_life: timedelta = timedelta(days=365)
    doubt: float = 0.10
    """As if a stranger had answered one fairly similar question: few past answers tell little."""
    fits: float = 0.01
    """Talent and history together below this: nobody fits."""
    margin: float = 0.06
    """The lead, as a share of the leader's own score, up to which two whom the client named are
    too close."""
    topic_lead: float = 1.2
    """How much nearer the topic must be than the next talent."""
    clear: float = 0.6
    """How strongly words point to a topic that is clear: one word that no other talent has."""
    usual: float = 3.0
    """Open requests that are usual for somebody of whom nothing is known."""
    newcomers: float = 0.10
    """The share of questions that goes to those who want to learn the talent."""
    wrong: float = 0.10
    """How often somebody may be asked whose question it is not."""

    def __post_init__(self) -> None:
        found_out = max(self.talent + self.history, self.likely[1])
        with_meaning = self.beside * (self.talent + self.history) + self.likely[0]
        most = max(found_out, with_meaning)
        most *= 1.0 + self.likes * MOST.likes
        most *= 1.0 + self.room * MOST.room
        most *= 1.0 + self.client * MOST.client
        if not most < self.responsible or not most + self.responsible < self.named:
            raise ValueError("weights: all that is found out < responsible < named")


def settings_of(said: Suggesting) -> Settings:
    """A platform's own."""
    steps = Steps(
        level=STEPS[Counting(said.level_counts)],
        likes=STEPS[Counting(said.likes_count)],
        room=STEPS[Counting(said.room_counts)],
        client=STEPS[Counting(said.client_counts)],
    )
    return Settings(
        steps=steps,
        newcomers=SHARES[Newcomers(said.newcomers)],
        wrong=WRONG[MayBeWrong(said.may_be_wrong)],
    )
