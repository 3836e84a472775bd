"""What the app's manifest grants and announces."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from playground.slack.world import Json


@dataclass
class Manifest:
    """The parts of ``manifest.yml`` that the playground obeys."""

    scopes: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    commands: list[Json] = field(default_factory=list)
    shortcuts: list[Json] = field(default_factory=list)
    interactivity: bool = True
    home: bool = True
    used: set[str] = field(default_factory=set)


def read_manifest(path: Path) -> Manifest:
    """Read a manifest file; raises FileNotFoundError when it is not there."""
    document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    features = document.get("features", {})
    settings = document.get("settings", {})
    return Manifest(
        scopes=set(document.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        events=set(settings.get("event_subscriptions", {}).get("bot_events", [])),
        commands=list(features.get("slash_commands", [])),
        shortcuts=list(features.get("shortcuts", [])),
        interactivity=bool(settings.get("interactivity", {}).get("is_enabled", False)),
        home=bool(features.get("app_home", {}).get("home_tab_enabled", False)),
    )
