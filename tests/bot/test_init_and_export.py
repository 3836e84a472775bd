"""`perron init` against the playground, and `perron export` beside `perron apply`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.commands import database, export, init
from bot.core.db import Database
from bot.features.declaration.parse import parse
from bot.features.platforms.models import Client
from bot.ports import Busy, ChannelInfo, Identity, UserInfo
from playground.jira import TOKEN, build, start_jira820
from playground.testing import Running, running
from tests.databases import migrated

AGENCY = Path(__file__).parents[2] / "playground" / "agency.yml"


@pytest.fixture(scope="module")
def slack() -> Iterator[Running]:
    with start_jira820() as jira820, running(jira=build(jira820.url)) as ready:
        yield ready


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder with settings and a database that is up to date."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERRON_DATABASE_URL", migrated(tmp_path / "perron.db"))
    monkeypatch.setenv("PERRON_SLACK__MODE", "http")
    monkeypatch.setenv("PERRON_SLACK__BOT_TOKEN", "xoxb-playground")
    monkeypatch.setenv("PERRON_SLACK__SIGNING_SECRET", "signing-secret")
    return tmp_path


@pytest.fixture
def playing(monkeypatch: pytest.MonkeyPatch, here: Path, slack: Running) -> Path:
    monkeypatch.setenv("PERRON_SLACK__API_URL", f"{slack.url}/api/")
    monkeypatch.setenv("PERRON_JIRA__URL", f"{slack.url}/jira")
    monkeypatch.setenv("PERRON_JIRA__TOKEN", TOKEN)
    return here


def test_init_drafts_what_can_be_applied(playing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = playing / "agency.yml"
    assert init.init(file) == 0
    said = capsys.readouterr().out
    assert "5 people, 4 shared channels, 3 Jira projects." in said
    facts = parse(file.read_text(), "agency.yml")
    assert [key[-1] for key in facts if key[0] == "member"] == [
        "U0EMRE",
        "U0JONAS",
        "U0LENA",
        "U0MARA",
        "U0SOFIE",
    ]
    assert facts["platform", "super-mario"]["team_channel"] == "C0TEAM"
    clients = {key[-1]: values for key, values in facts.items() if key[0] == "client"}
    assert {key: values["jira_project"] for key, values in clients.items()} == {
        "nordwind": "NORD",
        "harbour": "HARB",
    }
    assert facts["channel", "C0NWRELAUNCH"] == {"client_key": "nordwind"}
    assert database.apply(file) == 0
    assert database.apply(file) == 0
    assert "Nothing to change." in capsys.readouterr().out


def test_a_file_is_written_over_only_when_told_to(
    playing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = playing / "agency.yml"
    file.write_text("mine")
    for command in (init.init, export.export):
        assert command(file) == 1
        assert "agency.yml is there already; --force writes over it." in capsys.readouterr().err
        assert file.read_text() == "mine"
    for command, says in ((init.init, "drafted by"), (export.export, "written by")):
        assert command(file, force=True) == 0
        assert says in file.read_text()


@dataclass
class Crowded:
    """A Slack with one shared channel that lets three calls through, then asks to wait."""

    left: int = 3

    def _spend(self) -> None:
        if self.left == 0:
            self.left = 3
            raise Busy("users.info", 0.5)
        self.left -= 1

    def whoami(self) -> Identity:
        self._spend()
        return Identity("T0US", "U0BOT", "B0BOT", "https://us.example/")

    def users(self) -> list[UserInfo]:
        self._spend()
        return [UserInfo("U0MARA", "T0US", "Mara"), UserInfo("USLACKBOT", "T0US", "Slackbot")]

    def channels_in_sight(self) -> list[ChannelInfo]:
        self._spend()
        return [ChannelInfo("C0NORD", "nord", True, True, False, False, False)]

    def members(self, channel: str) -> list[str]:
        self._spend()
        return ["U0MARA", "U0BOT", "U0A", "U0B", "U0C", "U0D"] if channel == "C0NORD" else []

    def user(self, user: str) -> UserInfo:
        self._spend()
        return UserInfo(user, "T0US" if user == "U0BOT" else "T0NORD", user)


def test_init_waits_where_slack_asks_to() -> None:
    waited: list[float] = []
    found = init.explore(Crowded(), None, waited.append)
    assert waited == [0.5, 0.5]
    assert [person.id for person in found.people] == ["U0MARA"]
    [shared] = found.shared
    assert shared.team_id == "T0NORD"
    assert [person.id for person in shared.outsiders] == ["U0A", "U0B", "U0C", "U0D"]


def test_without_jira_init_drafts_the_rest(playing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PERRON_JIRA__URL")
    monkeypatch.delenv("PERRON_JIRA__TOKEN")
    assert init.init(playing / "agency.yml") == 0
    assert "Jira is not set up" in (playing / "agency.yml").read_text()


def test_without_slack_nothing_is_written(
    playing: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PERRON_SLACK__BOT_TOKEN", "xoxb-wrong")
    assert init.init(playing / "agency.yml") == 1
    assert "run `perron doctor`" in capsys.readouterr().err
    assert not (playing / "agency.yml").exists()


def test_what_slack_changed_comes_into_the_file_and_the_file_goes_on(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert database.apply(AGENCY) == 0
    db = Database(f"sqlite:///{here}/perron.db")
    db.write(lambda s: setattr(s.get_one(Client, "nordwind"), "name", "Nordwind Holding"))
    file = here / "agency.yml"
    assert export.export(file) == 0
    assert "name: Nordwind Holding" in file.read_text()
    capsys.readouterr()
    assert database.apply(file) == 0
    assert capsys.readouterr().out == "Nothing to change.\n"
    file.write_text(file.read_text().replace("Nordwind Holding", "Nordwind AG"))
    assert database.apply(file) == 0
    assert db.read(lambda s: s.get_one(Client, "nordwind").name) == "Nordwind AG"
    db.close()


def test_only_shown_it_is_not_what_the_next_apply_starts_from(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database.apply(AGENCY)
    db = Database(f"sqlite:///{here}/perron.db")
    db.write(lambda s: setattr(s.get_one(Client, "nordwind"), "name", "Nordwind Holding"))
    capsys.readouterr()
    assert export.export(None) == 0
    assert "Nordwind Holding" in capsys.readouterr().out
    assert database.apply(AGENCY) == 0
    assert db.read(lambda s: s.get_one(Client, "nordwind").name) == "Nordwind Holding"
    db.close()
