"""Pictures of a promise: a voter's message, the result, and the client's pinned card.

Played on the demo's page for both clients, since each is read in a language of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser

from tools.camera import Camera, save

JONAS, LENA, EMRE, SOFIE = "U0JONAS", "U0LENA", "U0EMRE", "U0SOFIE"
TEAM = "C0TEAM"


@dataclass(frozen=True)
class Fair:
    """One client's wish, and what the team makes of it. ``voter``: whose message is shown.

    ``client`` has written nothing else of late, which would be one matter with it.
    """

    client: str
    name: str
    channel: str
    question: str
    frame: dict[str, str]
    hands: dict[str, str]
    voter: str
    pages: tuple[str, str, str]
    """Words by which the windows' second pages are known: read back, the draft, who reads it."""
    pinned: str
    pictures: tuple[str, str]
    """Names of the voter's message and of the pinned card."""


ENGLISH = Fair(
    client="U0OWEN",
    name="Harbour & Co",
    channel="C0HARBOUR",
    question="Can we have the new store finder for the trade fair, in two and a half weeks?",
    frame={
        "what": "The new store finder, live for the trade fair",
        "what_not": "No finder for partner shops",
        "due": "in three weeks at 18:00",
        "answer_by": "in two weeks",
        "if_kept": "They show it at their stand, and talk about the whole of next year with us",
        "if_broken": "An empty stand, and a year of trust",
        "if_no": "They look for somebody else for the fair, and may not come back",
        "in_return": "Overtime comes back as free days in January",
    },
    hands={
        EMRE: "The import and the figures, on normal days",
        SOFIE: "Texts and test data; one Saturday, free again in January",
    },
    voter=SOFIE,
    pages=("18:00", "Your draft", "of Harbour & Co"),
    pinned="What we have promised you",
    pictures=("vote.png", "promised.png"),
)
GERMAN = Fair(
    client="U0TIL",
    name="Nordwind",
    channel="C0NORDWIND",
    question="Können wir den neuen Produktfinder in zweieinhalb Wochen zur Messe haben?",
    frame={
        "what": "Der neue Produktfinder, live zum Messestart",
        "what_not": "Kein Finder für Ersatzteile",
        "due": "in drei Wochen um 18 Uhr",
        "answer_by": "in zwei Wochen",
        "if_kept": "Sie zeigen ihn am Stand und sprechen mit uns über das ganze nächste Jahr",
        "if_broken": "Ein leerer Stand, und das Vertrauen ist weg",
        "if_no": "Sie suchen sich für die Messe jemand anderes",
        "in_return": "Wer länger arbeitet, bekommt freie Tage im Januar",
    },
    hands={JONAS: "Die Anbindung; ein Samstag, im Januar frei", LENA: "Die Oberfläche"},
    voter=LENA,
    pages=("18:00", "Dein Entwurf", "von Nordwind"),
    pinned="Was wir Ihnen zugesagt haben",
    pictures=("stimme.png", "zusagen.png"),
)


def trade_fair(browser: Browser, url: str) -> None:
    """Both clients ask; the result is photographed at the first."""
    for fair in (ENGLISH, GERMAN):
        camera = Camera(browser, url, 1060, 900)
        _asked(camera, fair)
        _voted(camera, fair)
        _raised_hands(camera, fair)
        if fair is ENGLISH:
            camera.look(EMRE, TEAM)
            camera.message("the team says go")
            save("result.png", camera.take(".frame"))
        _stood_behind(camera, fair)
        _answered(camera, fair)
        low = Camera(browser, url, 1060, 500)
        low.look(fair.client, fair.channel)
        low.message(fair.pinned)
        save(fair.pictures[1], low.take(".frame"))


def _asked(camera: Camera, fair: Fair) -> None:
    camera.look(fair.client, fair.channel)
    camera.write(fair.question)
    camera.look(next(iter(fair.hands)), TEAM)
    camera.press(fair.question, "request_take")
    camera.open_window(fair.question, "ballot_open")
    camera.fill(fair.frame, fair.pages[0])
    camera.message(f"Go or no-go: {fair.name}")


def _voted(camera: Camera, fair: Fair) -> None:
    what = fair.frame["what"]
    camera.look(fair.voter, "dm")
    camera.message(what).get_by_test_id("action-ballot_go").wait_for()
    save(fair.pictures[0], camera.take(".frame"))
    for who, level in ((JONAS, 4), (EMRE, 4), (SOFIE, 5)):
        camera.look(who, "dm")
        camera.message(what).get_by_test_id("action-ballot_go").click()
        camera.message(what).get_by_test_id(f"action-ballot_sure_{level}").click()
    camera.look(LENA, "dm")
    camera.open_window(what, "ballot_go_if")
    camera.page.get_by_test_id("input-conditions").get_by_role("checkbox").first.check()
    camera.fill({})
    camera.look(LENA, TEAM)
    camera.message("4 of 4 have voted")
    camera.page.get_by_test_id("clock-quarter").click()
    camera.message(f"{fair.name}: the team says go")


def _raised_hands(camera: Camera, fair: Fair) -> None:
    for who, words in fair.hands.items():
        camera.look(who, TEAM)
        camera.open_window(f"{fair.name}: the team says go", "ballot_in")
        camera.fill({"words": words})
        camera.message(words)


def _stood_behind(camera: Camera, fair: Fair) -> None:
    result = f"{fair.name}: the team says go"
    first, second = fair.hands
    for who in (first, second):
        camera.look(who, TEAM)
        button = camera.message(result).get_by_test_id("action-ballot_stand")
        button.click()
        if who == first:
            camera.message("Confirm: we stand behind it")
    camera.message(f"{fair.name}: go, and the team stands behind it")


def _answered(camera: Camera, fair: Fair) -> None:
    camera.look(next(iter(fair.hands)), TEAM)
    camera.open_window("waits for an answer", "promise_answer")
    camera.fill({}, *fair.pages[1:])
    camera.message(f"Promised to {fair.name}")
