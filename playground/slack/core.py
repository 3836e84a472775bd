"""The playground's parts, put together; one of these a server."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from playground.clock import Clock
from playground.patience import patiently
from playground.slack import saved, seeds
from playground.slack.hostile import Hostile
from playground.slack.limits import Limits
from playground.slack.live import Live
from playground.slack.manifest import Manifest, read_manifest
from playground.slack.sockets import Sockets
from playground.slack.tickets import TRIGGER_SECONDS, ResponseUrls, Triggers
from playground.slack.traffic import Traffic
from playground.slack.world import App, Json, World

if TYPE_CHECKING:
    from playground.slack.delivery import Delivery

BOT_TOKEN = "xoxb-playground"  # no secret: the same everywhere
APP_TOKEN = "xapp-playground"
SIGNING_SECRET = "playground-signing-secret"


@dataclass
class Options:
    """How a playground is set up. Times are wall clock seconds."""

    manifest: Path
    base_url: str = "http://127.0.0.1:8080"
    request_url: str | None = None
    status_url: str | None = None
    seed: Json | None = None
    clock_file: Path | None = None
    traffic_file: Path | None = None
    rate_limits: bool = False
    answer_within: float = field(default_factory=lambda: patiently(3.0))
    redeliver_after: tuple[float, ...] = (0.0, 60.0, 300.0)
    page: Path = field(default_factory=lambda: Path(__file__).parent.parent / "page")


class Playground:
    """World, clock, log and wires; everything runs on one event loop."""

    delivery: Delivery

    def __init__(self, options: Options) -> None:
        self.options = options
        self.base_url = options.base_url.rstrip("/")
        self.request_url = options.request_url
        self.status_url = options.status_url
        self.clock = Clock(options.clock_file)
        self.manifest: Manifest = read_manifest(options.manifest)
        self.traffic = Traffic(self.clock, options.traffic_file)
        self.live = Live()
        self.hostile = Hostile(options.rate_limits)
        self.sockets = Sockets()
        self.preparing: str | None = None
        self.traffic.listener = lambda: self.live.tell("traffic")
        self.world: World = World(App("", "", "", "", ""))
        self.reset(options.seed)

    def reset(self, seed: Json | None = None) -> None:
        """Throw the world away and start from a seed (without one: the one from the start)."""
        seed = seed or self.options.seed or seeds.read_seed()
        world = seeds.grow(seed, self.clock.now())
        self._take(world)
        self.traffic.clear()
        self.hostile.replace({})
        self.manifest.used.clear()
        self.live.notices.clear()

    def _take(self, world: World) -> None:
        # The app may remember ids of the world before: none is given twice.
        world.counter = max(world.counter, self.world.counter)
        self.world = world
        world.base_url = self.base_url
        self.triggers = Triggers(patiently(TRIGGER_SECONDS))
        self.response_urls = ResponseUrls(self.clock)
        self.limits = Limits()
        for kind in ("people", "channel", "home", "modal", "clock"):
            self.live.tell(kind)

    def prepare(self, what: str | None) -> None:
        """Tell open pages what is still got ready: ``bot``, ``history``, or None when all is."""
        self.preparing = what
        self.live.tell("people")

    def save(self, path: Path) -> None:
        """Write world and clock to a JSON file."""
        document = {"offset": self.clock.offset, "world": saved.pack(self.world)}
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")

    def load(self, path: Path) -> None:
        """Take over what `save` wrote. Raises FileNotFoundError."""
        document = json.loads(path.read_text(encoding="utf-8"))
        self.clock.restore(float(document["offset"]))
        self._take(saved.unpack(document["world"]))

    def random_id(self) -> str:
        """An id nobody can guess or repeat."""
        return secrets.token_hex(12)
