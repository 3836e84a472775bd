"""The introduction as it is edited, and as it is posted."""

from __future__ import annotations

from handlers.channels.views import as_typed, with_mentions

NAMES = {"U0MARA": "Mara", "U0LIND": "Mara Lindner", "U0PLUS": "J. (C++) Ono", "U0ANON": ""}


def test_a_name_is_edited_and_a_mention_is_posted() -> None:
    for user_id in NAMES:
        text = f"If you have questions about this, ask {as_typed(user_id, NAMES)}."
        assert with_mentions(text, NAMES) == f"If you have questions about this, ask <@{user_id}>."


def test_whoever_nobody_knows_by_name_stays_a_mention() -> None:
    assert as_typed("U0NEW", NAMES) == "<@U0NEW>"
    assert with_mentions("ask @Mara", {}) == "ask @Mara"


def test_only_whole_names_after_an_at_are_mentions() -> None:
    text = "Mara and @Marathon, mail mara@Mara.de or x@Mara; @Mara's turn, <@U0MARA>"
    assert with_mentions(text, NAMES) == text.replace(" @Mara'", " <@U0MARA>'")


def test_of_two_with_one_name_the_first_is_meant() -> None:
    assert with_mentions("@Jo", {"U0EDITS": "Jo", "U0OTHER": "Jo"}) == "<@U0EDITS>"
