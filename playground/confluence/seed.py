"""What Confluence knows at the start: people, groups, and one space per client.

Names are those of the playground's agency; nothing here is secret, the tokens are for show.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TOKEN = "playground-confluence-token"
"""The token of the technical user ``perron``, who administers both spaces."""
READER_TOKEN = "playground-confluence-reader-token"
"""The token of ``reader``, who reads NORD, writes nothing, and does not see HARB at all."""


ANYBODY = "*"
"""Among readers: whoever comes, logged in or not."""


@dataclass(frozen=True)
class Account:
    """Somebody whom Confluence knows: ``name`` and ``key`` on Data Center, ``id`` on Cloud.

    ``outside``: a guest of the site. Without a ``token`` they do not use the API.
    """

    name: str
    display: str
    number: int
    domain: str = "gleiswerk.example"
    outside: bool = False
    token: str | None = None
    hides_email: bool = False

    @property
    def id(self) -> str:
        return f"712020:5b10a2844c20165700ede{self.number}"

    @property
    def key(self) -> str:
        return f"4028ae289154667d0191546e11a1{self.number:04}"

    @property
    def email(self) -> str:
        return f"{self.name}@{self.domain}"


@dataclass(frozen=True)
class Group:
    """People by their names; ``id`` is Cloud's."""

    name: str
    id: str
    members: tuple[str, ...]


ACCOUNTS = (
    Account("perron", "Perron", 310, token=TOKEN),
    Account("mara", "Mara Vogt", 311),
    Account("jonas", "Jonas Weber", 312),
    Account("lena", "Lena Brandt", 313),
    Account("emre", "Emre Aydin", 314),
    Account("sofie", "Sofie Martens", 315),
    Account("reader", "Read Only", 316, token=READER_TOKEN),
    Account("anke", "Anke Petersen", 321, "nordwind.example", outside=True),
    Account("til", "Til Hansen", 322, "nordwind.example", outside=True, hides_email=True),
    Account("grace", "Grace Miller", 331, "harbour.example", outside=True),
)
GROUPS = (
    Group(
        "gleiswerk-team",
        "0b6a2c1e-5f0e-4c55-9d0e-5b1f6f3f0001",
        ("mara", "jonas", "lena", "emre", "sofie"),
    ),
    Group("nordwind-guests", "0b6a2c1e-5f0e-4c55-9d0e-5b1f6f3f0002", ("til",)),
)


@dataclass(frozen=True)
class SpaceSeed:
    """A space. ``readers`` and ``writers`` are names of people, or of groups as ``@name``."""

    id: int
    key: str
    name: str
    readers: tuple[str, ...]
    writers: tuple[str, ...] = ("perron", "@gleiswerk-team")


SPACES = (
    SpaceSeed(
        98310,
        "NORD",
        "Nordwind",
        ("perron", "reader", "@gleiswerk-team", "@nordwind-guests", "anke"),
    ),
    SpaceSeed(98311, "HARB", "Harbour & Co", ("perron", "@gleiswerk-team", "grace")),
)
HOME = "<p>{name}</p>"
"""What a space's own page says at first; pages without a parent stand below it."""
FURNITURE = Path(__file__).resolve().parents[1] / "wiki.yml"
"""Pages of a demo: ``[{space, author, title, storage}]``, the author by their name."""
