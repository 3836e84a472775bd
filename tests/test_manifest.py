import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT.parent / "shared" / "data" / "slack-manifest.schema.json"
REQUIRED = {
    "display_information": {"name", "description"},
    "features": {"bot_user", "app_home", "slash_commands", "shortcuts"},
    "oauth_config": {"scopes"},
    "settings": {"event_subscriptions", "interactivity", "socket_mode_enabled"},
}
"""What must be there in any case: Slack's schema demands no more than a name."""
EVENT_SCOPES = {
    "app_home_opened": set(),
    "channel_archive": {"channels:read"},
    "channel_id_changed": {"channels:read"},
    "channel_rename": {"channels:read"},
    "channel_shared": {"channels:read", "groups:read"},
    "channel_unshared": {"channels:read", "groups:read"},
    "dnd_updated_user": {"dnd:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "team_join": {"users:read"},
    "user_change": {"users:read"},
}
"""From Slack's reference of events."""


@pytest.fixture(scope="module")
def manifest() -> Any:
    return yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))


def test_nothing_is_missing(manifest: Any) -> None:
    assert {part: REQUIRED[part] - set(manifest.get(part, ())) for part in REQUIRED} == {
        part: set() for part in REQUIRED
    }


def test_slack_accepts_it(manifest: Any) -> None:
    # The schema lies beside the repository on the machines that build releases.
    schema = json.loads(SCHEMA.read_text(encoding="utf-8")) if SCHEMA.exists() else {}
    problems = list(jsonschema.Draft7Validator(schema).iter_errors(manifest))
    assert [problem.message for problem in problems] == []


def test_texts_are_within_slacks_limits(manifest: Any) -> None:
    about, features = manifest["display_information"], manifest["features"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert len(features["shortcuts"]) <= 10
    assert all(len(shortcut["name"]) <= 24 for shortcut in features["shortcuts"])
    assert all(len(command["command"]) <= 32 for command in features["slash_commands"])


def test_there_is_one_command_and_the_shortcuts_are_on_messages(manifest: Any) -> None:
    features = manifest["features"]
    assert [command["command"] for command in features["slash_commands"]] == ["/perron"]
    shortcuts = {shortcut["callback_id"]: shortcut["type"] for shortcut in features["shortcuts"]}
    names = ("request_ticket", "request_raise", "reminder_message", "ballot_ask")
    assert shortcuts == dict.fromkeys(names, "message")
    assert features["app_home"]["home_tab_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]


def test_every_event_has_its_scope(manifest: Any) -> None:
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert len(set(events)) == len(events)
    assert {event: EVENT_SCOPES[event] - scopes for event in events} == {e: set() for e in events}


def test_http_mode_has_one_address(manifest: Any) -> None:
    settings, [command] = manifest["settings"], manifest["features"]["slash_commands"]
    addresses = {settings[part]["request_url"] for part in ("event_subscriptions", "interactivity")}
    assert addresses == {command["url"]}
    assert command["url"].endswith("/slack/events")
