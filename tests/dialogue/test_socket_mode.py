"""Socket Mode: the same payloads over a websocket."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from bot.main import Process
from bot.settings import Mode, SlackSettings
from playground.jira import JiraProxy
from playground.testing import free_port, running
from tests.dialogue.harness import Stage, actions_of, declare, eventually, settings_for, text_of


def test_a_question_is_carried_over_the_socket(
    tmp_path: Path, sqlite: str, jira: JiraProxy
) -> None:
    clock_file = tmp_path / "clock.json"
    with running(clock_file=clock_file, jira=jira) as slack:
        over_socket = SlackSettings(
            mode=Mode.SOCKET,
            bot_token=SecretStr("xoxb-playground"),
            app_token=SecretStr("xapp-playground"),
            api_url=f"{slack.url}/api/",
        )
        settings = settings_for(slack.url, sqlite, free_port(), clock_file, slack=over_socket)
        process = Process(settings)
        declare(process.db, process.clock.now())
        process.start()
        slack.post("bot", status_url=f"http://127.0.0.1:{process.port}/playground/status")
        here = Stage(slack, process)
        try:
            here.settle()
            here.introduce("C0NORDWIND")
            here.post("anke", "C0NORDWIND", "Der Shop lädt nicht mehr.")
            here.settle()
            card = eventually(
                lambda: [m for m in here.cards("mara", "C0TEAM") if "Shop lädt" in text_of(m)],
                "the team's card",
            )[-1]
            here.click("jonas", "C0TEAM", card, "request_take")
            here.settle()
            assert "request_close" in actions_of(here.cards("mara", "C0TEAM")[-1])
        finally:
            process.stop()
