"""`/perron routing`: a platform's own figures, for its members, in words and as a picture."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.features.accuracy.figures import ENOUGH
from bot.features.accuracy.models import Predicted
from bot.features.requests.models import Request
from tests.dialogue.harness import Stage, text_of
from tests.dialogue.promising import card


def test_the_platform_reads_its_own_figures(here: Stage) -> None:
    assert "zu früh" in here.command("lena", "/perron routing")
    here.settle()
    assert not [one for one in here.cards("mara", "C0TEAM") if "who was suggested" in text_of(one)]
    now = here.bot.clock.now()

    def happened(session: Session) -> None:
        for n in range(ENOUGH):
            session.add(
                Request(id=f"r{n}", platform_key="super-mario", client_key="nordwind",
                        channel="C0NORDWIND", thread_ts=f"{n}.0", author="U0ANKE",
                        created_at=now, last_client_at=now)
            )  # fmt: skip
            session.flush()
            session.add(
                Predicted(request_id=f"r{n}", platform_key="super-mario", people=[],
                          guessed=n > 0, place=1 + n % 2, at=now)
            )  # fmt: skip

    here.db.write(happened)
    said = here.command("lena", "/perron routing")
    assert "der erste Vorschlag hat 9 beantwortet (47 %)" in said
    assert "<#C0TEAM>" in said
    here.settle()
    shown = card(here, "mara", "C0TEAM", "who was suggested, and who answered")
    assert "one of the first three 19 (100%)" in text_of(shown)
    [picture] = [block for block in shown["blocks"] if block["type"] == "image"]
    assert "November: 9 the first suggested, 10 the second or third" in picture["alt_text"]
