"""What stands in the spaces of a demo, and nowhere else."""

from __future__ import annotations

from playground.confluence.seed import ACCOUNTS, SPACES
from playground.confluence.storage import shown
from playground.confluence.textsearch import indexed, sought
from playground.confluence.world import World

PERRON = next(one for one in ACCOUNTS if one.name == "perron")


def titles(world: World, space: str, words: str) -> list[str]:
    known = world.in_index(PERRON, space, lag=3600)
    asked = sought(words)
    return [one.title for one in known if asked.matches(indexed(one).texts["text"])]


def test_a_world_begins_with_each_spaces_own_page_alone() -> None:
    assert [page.title for page in World().pages.values()] == [one.name for one in SPACES]


def test_a_furnished_one_answers_what_clients_ask_each_in_its_language() -> None:
    world = World()
    world.furnish()
    for words, space, title in (
        ("Checkout Fehlermeldung", "NORD", "Checkout: Zahlungsarten und bekannte Fehlermeldungen"),
        ("Lagerbestände Import", "NORD", "Import der Lagerbestände"),
        ("newsletter open rates", "HARB", "Newsletter campaigns: open rates and reports"),
        ("purchase order", "HARB", "Invoices, purchase orders and remaining budget"),
    ):
        assert titles(world, space, words) == [title], "the index knows it already"
    for page in world.pages.values():
        assert shown(page.storage)
        assert page.author in ("mara", "jonas", "lena", "emre", "sofie")
