"""What a person owns is one list: whatever a feature brings is covered like everything else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.features.absences import entering, handover, reading, returning
from bot.features.absences.owned import AllOwned
from bot.features.absences.reading import Stand
from bot.features.platforms.owning import Matter, Owns
from bot.features.requests.owning import OWNED
from tests.bot.features.absences.life import FRIDAY, NEXT_FRIDAY, live_until, taken
from tests.bot.features.house import JONAS, LENA, MORNING, House

DUE = MORNING + timedelta(days=2)


class Lanterns:
    """Things that a later feature might bring: each hangs with somebody until it is put out."""

    kind = "lantern"

    def __init__(self, **owners: str) -> None:
        self.owners: dict[str, str] = owners

    def matters(
        self, session: Session, now: datetime, *, owners: Collection[str]
    ) -> Iterable[Matter]:
        every = self.of_platform(session, now, "mario")
        return [matter for matter in every if matter.owner in owners]

    def of_platform(self, session: Session, now: datetime, platform: str) -> Iterable[Matter]:
        assert session.is_active
        assert now >= MORNING
        return [
            Matter(self.kind, ref, owner, platform, "harb", f"Lantern {ref}", None, True, MORNING,
                   DUE)
            for ref, owner in self.owners.items()
        ]  # fmt: skip

    def give(self, session: Session, ref: str, to: str, now: datetime) -> bool:
        assert session.is_active
        assert now >= MORNING
        if self.owners.get(ref) in (None, to):
            return False
        self.owners[ref] = to
        return True


def test_what_another_feature_brings_is_handed_over_and_told_with_the_rest(house: House) -> None:
    lanterns = Lanterns(red=JONAS, green=JONAS, blue=LENA)
    brought: tuple[Owns, ...] = (OWNED, lanterns)
    owned = AllOwned(brought)
    request = taken(house, JONAS)
    absence = entering.enter(house.session, owned, JONAS, FRIDAY, NEXT_FRIDAY, LENA, house.now)
    before = reading.outlook(house.session, owned, absence, house.now)
    assert [(cover, len(lines)) for cover, lines in before.parts] == [(LENA, 3)]
    live_until(house, owned, FRIDAY + timedelta(hours=9))
    assert request.assignee == LENA
    assert lanterns.owners == {"red": LENA, "green": LENA, "blue": LENA}
    assert len(house.cards("absence.handover")) == 1
    rows = handover.handed_in(house.session, absence.id)
    lines = reading.lines(house.session, owned, rows, house.now)
    assert [line.due for line in lines if line.words.startswith("Lantern")] == [DUE, DUE]
    del lanterns.owners["green"]
    live_until(house, owned, NEXT_FRIDAY + timedelta(hours=9))
    rows = returning.told_in(house.session, absence.id)
    stands = {
        row.ref: line.stand
        for row, line in zip(
            rows, reading.lines(house.session, owned, rows, house.now), strict=True
        )
    }
    assert stands == {request.id: Stand.OURS, "red": Stand.OURS, "green": Stand.OVER}
    [red] = [row for row in rows if row.ref == "red"]
    handover.take_back(house.session, owned, red.id, JONAS, house.now)
    assert lanterns.owners["red"] == JONAS
