"""What Perron says, by what tells it apart, and what has to come in the story of the weeks."""

from __future__ import annotations

from tests.stories.weeks import berlin

NAMES = {
    "U0MARA": "Mara Vogt",
    "U0JONAS": "Jonas Weber",
    "U0LENA": "Lena Brandt",
    "U0EMRE": "Emre Aydin",
    "U0SOFIE": "Sofie Martens",
    "U0IDA": "Ida Sommer",
    "U0PAUL": "Paul Reiter",
    "U0NORA": "Nora Bell",
    "U0TARIK": "Tarik Yilmaz",
    "U0KIM": "Kim Larsen",
}


CALL, WAITS = "Nobody has this request of", "has been waiting since"
NO_ANSWER = "has been waiting for an answer since"
SUGGESTS = ("you may be the right person", "du könntest die richtige Person sein")
REMINDS = ("A friendly reminder: to go on", "Eine kleine Erinnerung: Damit es hier")
LETS_REST = ("We let this rest until then", "Bis dahin lassen wir es ruhen")
ON_CALL = ("you are on call", "du hast Bereitschaft")
COVERS = ("and you cover", "du vertrittst")
BACK = ("Welcome back. This is", "Willkommen zurück. Das ist")
SOON_AWAY = ("You will be away", "Du bist demnächst abwesend")
MORNING, MONTH = "Good morning", "Super Mario in October 2027"
WEEK_SENT = ("How your matters stand", "So steht es um")


INTERNAL = (
    *SUGGESTS,
    *COVERS,
    *ON_CALL,
    CALL,
    NO_ANSWER,
    MORNING,
    "abwesend",
    "is away",
)
"""What no client reads."""


REMINDERS = [
    ("U0IDA", "Blumen gießen", berlin(10, 25, 20)),
    ("U0LENA", "fill in the hours", berlin(10, 26, 10)),
    ("U0NORA", "Zahlen abgleichen", berlin(10, 26, 14)),
    ("C0TEAM", "stand-up", berlin(10, 27, 9, 30)),
    ("U0TARIK", "HARB-1", berlin(10, 28, 9, 30)),
    ("U0MARA", "Anke anrufen", berlin(10, 28, 10)),
    ("U0MARA", "Anke anrufen", berlin(10, 28, 11, 10)),
    ("U0TARIK", "HARB-1", berlin(10, 29, 9, 30)),
    ("U0MARA", "search console", berlin(10, 29, 15)),
    ("U0EMRE", "Auswertung ablegen", berlin(11, 2, 9)),
    ("U0PAUL", "send the wireframes", berlin(11, 2, 9)),
    ("U0LENA", "fill in the hours", berlin(11, 2, 10)),
    ("C0TEAM", "stand-up", berlin(11, 3, 9, 30)),
]
"""What was asked for, as it has to come: after absences, nights and holidays, in own hours.

What Mara tied to Jonas' request ends with it; the ticket's date is told the day before, and again.
"""
