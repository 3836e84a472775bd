"""Who answers which button and which window is looked up by its name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt import Ack, BoltRequest
from slack_bolt.authorization import AuthorizeResult

from handlers.slack.app import Switchboard


@pytest.fixture
def app() -> Switchboard:
    return Switchboard(
        name="test",
        signing_secret="not asked for",
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1"),
        request_verification_enabled=False,
        process_before_response=True,
    )


def sent(app: Switchboard, payload: dict[str, Any]) -> tuple[int, str]:
    body = urlencode({"payload": json.dumps({"user": {"id": "U1"}, **payload})})
    headers: dict[str, str | Sequence[str]] = {"content-type": "application/x-www-form-urlencoded"}
    answer = app.dispatch(BoltRequest(body=body, headers=headers))
    return answer.status, answer.body


def press(action: str) -> dict[str, Any]:
    return {"type": "block_actions", "actions": [{"action_id": action, "block_id": "b"}]}


def submission(name: str) -> dict[str, Any]:
    return {"type": "view_submission", "view": {"type": "modal", "callback_id": name}}


def test_only_who_listens_for_a_name_is_asked(app: Switchboard) -> None:
    asked: list[str] = []

    def listener(name: str) -> Any:
        def listen(ack: Ack, body: dict[str, Any]) -> None:
            asked.append(f"{name} of {body['user']['id']}")
            ack(response_action="clear") if name == "window" else ack()

        return listen

    for name in ("go", "no"):
        app.action(name)(listener(name))
    app.view("window")(listener("window"))
    assert sent(app, press("no")) == (200, "")
    assert sent(app, submission("window")) == (200, '{"response_action": "clear"}')
    assert asked == ["no of U1", "window of U1"]


def test_what_nobody_listens_for_is_acknowledged(app: Switchboard) -> None:
    assert sent(app, press("gone")) == (200, "")
    assert sent(app, submission("gone")) == (200, "")


def test_what_fails_is_not_acknowledged(app: Switchboard) -> None:
    def listener(ack: Ack, body: dict[str, Any]) -> None:
        ack(body["nothing"])

    app.action("go")(listener)
    assert sent(app, press("go"))[0] == 500


def test_a_name_belongs_to_one_listener(app: Switchboard) -> None:
    app.action("go")(print)
    with pytest.raises(ValueError, match="two listeners for the action go"):
        app.action("go")(print)
