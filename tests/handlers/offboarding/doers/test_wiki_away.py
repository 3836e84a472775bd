"""Confluence is away for a day, or for good, when Perron is to write there or to look."""

from __future__ import annotations

from itertools import count

import pytest
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.features.offboarding import reading, walking
from bot.features.offboarding.given import Given
from bot.features.offboarding.kinds import Does, EvidenceKind, StepState, Turn
from handlers.offboarding.doers.frame import TRIES, later
from handlers.offboarding.step_views import step_card
from handlers.slack import readers
from tests.dialogue.harness import text_of
from tests.handlers.offboarding.doers.walk import MARA, Walk, found
from tests.playground.confluence.running import RunningConfluence

PAGE, READERS = Does.WIKI_PAGE, Does.WIKI_READERS
TITLE = "Last information: Nordwind"
A_DAY = next(n for n in count(1) if sum(map(later, range(1, n))) >= 86_400)
"""Tries in a day on which the wiki is away."""
EMRE = "U0EMRE"


def seen(walk: Walk, does: Does) -> str:
    """What can be read in the message about the step."""

    def draw(session: Session) -> str:
        t = readers.person(session, EMRE)
        view = reading.step_view(session, walk.step(does).id, t.language, walk.tools.clock.now())
        return text_of({"blocks": step_card(view, t).blocks})

    return walk.db.read(draw)


def away(walk: Walk, tries: int) -> None:
    """The job comes due so often: the first time, and the last."""
    walk.work()
    [(kind, payload)] = walk.waiting()
    walk.again(kind, {**payload, "tries": tries - 1})


@pytest.mark.parametrize("first", ["drop_before", "drop_after"])
def test_a_page_is_written_once_when_the_wiki_was_away_for_a_day(
    with_wiki: Walk, confluence: RunningConfluence, first: str
) -> None:
    """``drop_after``: the page came into being, and its answer was the first thing to be lost."""
    with_wiki.look(PAGE)
    with_wiki.choose(PAGE, anew=False)
    confluence.hostile({"method": "confluence.create", "do": first})
    with_wiki.work()
    confluence.hostile(down=True)
    away(with_wiki, A_DAY)
    assert "Perron is at it …" in seen(with_wiki, PAGE)
    with pytest.raises(Kindly, match="Perron is at it"):
        with_wiki.ask(PAGE)
    confluence.hostile()
    with_wiki.work()
    [page] = confluence.pages(space="NORD")
    assert (page["title"], page["version"], with_wiki.waiting()) == (TITLE, 1, [])
    assert with_wiki.step(PAGE).turn == Turn.DID
    kinds = {one.kind: one.words for one in with_wiki.evidence(PAGE)}
    assert page["id"] in kinds[EvidenceKind.LINK]
    assert EvidenceKind.CHECK in kinds
    assert len(with_wiki.changes()) == 1, "a call-off has to know"


def test_readers_are_looked_at_when_the_wiki_is_back_after_a_day(
    with_wiki: Walk, confluence: RunningConfluence
) -> None:
    with_wiki.given(READERS)
    confluence.hostile(down=True)
    with_wiki.ask(READERS)
    away(with_wiki, A_DAY)
    assert "Perron is looking …" in seen(with_wiki, READERS)
    confluence.hostile()
    with_wiki.work()
    assert len(found(with_wiki.step(READERS))) == 3


@pytest.mark.parametrize("does", [PAGE, READERS])
def test_where_the_wiki_stays_away_a_person_does_it_and_gives_evidence(
    with_wiki: Walk, confluence: RunningConfluence, does: Does
) -> None:
    if does is READERS:
        with_wiki.given(does)
    confluence.hostile(down=True)
    with_wiki.ask(does)
    away(with_wiki, TRIES)
    step, now = with_wiki.step(does), with_wiki.tools.clock.now()
    assert (step.turn, with_wiki.waiting()) == (Turn.FAILED, [])
    assert "Perron could not do it: It could not be reached for days." in seen(with_wiki, does)
    by_hand = [Given(EvidenceKind.TEXT, "Looked myself.")]
    with_wiki.db.write(
        lambda s: walking.done(s, step.id, MARA, now, version=step.version, given=by_hand)
    )
    assert with_wiki.step(does).state == StepState.DONE
    assert [(one.words, one.by) for one in with_wiki.evidence(does)] == [("Looked myself.", MARA)]
    assert confluence.pages(space="NORD") == []
