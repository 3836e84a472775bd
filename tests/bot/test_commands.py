import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from bot.__main__ import app
from bot.commands import database, service
from bot.commands.doctor import Finding, examine, wanted_scopes
from bot.core.db import Database
from bot.features.platforms.models import Client, ClientChannel, ClientStatus, Platform
from bot.ports import (
    ChannelInfo,
    FieldInfo,
    Identity,
    IssueTypeInfo,
    PageRef,
    ProjectInfo,
    Refused,
    SpaceName,
    Unreachable,
)
from bot.settings import load
from tests.databases import migrated as with_migrations

ROOT = Path(__file__).parents[2]
AGENCY = ROOT / "playground" / "agency.yml"
SECRET = "xoxb-very-secret"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder with complete settings and a database that does not exist yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERRON_DATABASE_URL", f"sqlite:///{tmp_path}/perron.db")
    monkeypatch.setenv("PERRON_SLACK__MODE", "http")
    monkeypatch.setenv("PERRON_SLACK__BOT_TOKEN", SECRET)
    monkeypatch.setenv("PERRON_SLACK__SIGNING_SECRET", "signing-secret")
    return tmp_path


@pytest.fixture
def migrated(here: Path) -> Iterator[Database]:
    db = Database(with_migrations(here / "perron.db"))
    yield db
    db.close()


def perron(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
    )


def test_help_names_every_command() -> None:
    result = perron("--help")
    assert result.returncode == 0
    for name in ("run", "migrate", "apply", "export", "init", "doctor", "playground"):
        assert f" {name} " in result.stdout


@pytest.mark.parametrize(
    ("command", "says"),
    [("run", "perron migrate"), ("migrate", "PERRON_DATABASE_URL"), ("doctor", "Exit code 1")],
)
def test_the_help_of_a_command_says_what_a_new_operator_needs(command: str, says: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "100"})
    assert result.exit_code == 0
    assert says in " ".join(result.stdout.split())


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run", "--only", "half"], ["apply"]])
def test_wrong_use_is_told_with_exit_code_2(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert result.output


def test_what_cannot_be_is_told_by_the_process_without_a_traceback() -> None:
    result = perron("run", "--only", "worker")
    assert result.returncode == 2
    assert "Traceback" not in result.stdout + result.stderr
    assert result.stdout + result.stderr


def test_no_traceback_reaches_a_person_but_a_file_has_it(
    monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    # An installation that is broken in a way nobody thought of.
    monkeypatch.setenv("TMPDIR", str(here))
    (here / "broken").mkdir()
    (here / "broken" / "sitecustomize.py").write_text(
        "import bot.commands\nbot.commands.__path__ = []\n"
    )
    result = subprocess.run(
        [sys.executable, "-m", "bot", "migrate"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONPATH": f"{here / 'broken'}:{ROOT}"},
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    [file] = here.glob("perron-*.log")
    assert file.name in result.stderr
    assert "ImportError" in file.read_text()


def test_wrong_settings_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PERRON_SLACK__MODE", "carrier-pigeon")
    assert database.migrate() == 1
    said = capsys.readouterr().err
    assert "PERRON_SLACK__MODE is wrong: it should be socket or http." in said
    assert "carrier-pigeon" not in said
    assert service.doctor() == 1
    assert "to do  PERRON_SLACK__MODE" in capsys.readouterr().out


def test_a_database_that_cannot_be_reached_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PERRON_DATABASE_URL", "sqlite:////nowhere/at/all/perron.db")
    assert database.migrate() == 1
    assert "PERRON_DATABASE_URL" in capsys.readouterr().err


def test_a_new_database_may_be_made_and_filled_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert database.apply(AGENCY) == 1
    assert "run `perron migrate` first" in capsys.readouterr().err
    assert database.apply(AGENCY, first_migrate=True) == 0
    assert "add platform super-mario" in capsys.readouterr().out
    assert database.apply(AGENCY, dry_run=True, first_migrate=True) == 2
    assert "--dry-run changes nothing" in capsys.readouterr().err


@pytest.mark.usefixtures("migrated")
def test_applying_the_demo_agency_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert database.apply(AGENCY, dry_run=True) == 0
    assert "changes would be made." in capsys.readouterr().out
    assert database.apply(AGENCY) == 0
    said = capsys.readouterr().out
    assert "add platform super-mario" in said
    assert "changes made." in said
    assert database.apply(AGENCY) == 0
    assert capsys.readouterr().out == "Nothing to change.\n"


@pytest.mark.usefixtures("migrated")
def test_who_has_not_decided_about_learning_is_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = here / "agency.yml"
    changed.write_text(AGENCY.read_text().replace("    learning: true\n", ""))
    assert database.apply(changed) == 0
    assert "Super Mario: nobody has decided yet whether Perron learns" in capsys.readouterr().out
    assert database.apply(AGENCY) == 0
    assert "nobody has decided" not in capsys.readouterr().out


def test_a_conflict_is_a_failure_and_the_rest_is_applied(
    migrated: Database, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database.apply(AGENCY)
    migrated.write(lambda s: setattr(s.get_one(Client, "nordwind"), "name", "Nordwind Holding"))
    changed = here / "agency.yml"
    changed.write_text(
        AGENCY.read_text()
        .replace("name: Nordwind\n", "name: Nordwind AG\n")
        .replace("name: Super Mario", "name: Luigi")
    )
    capsys.readouterr()
    assert database.apply(changed) == 1
    captured = capsys.readouterr()
    assert "conflict: client nordwind, name" in captured.err
    assert "'Super Mario' becomes 'Luigi'" in captured.out


@pytest.mark.usefixtures("migrated")
def test_a_file_that_cannot_be_applied_is_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert database.apply(here / "missing.yml") == 1
    assert "missing.yml cannot be read" in capsys.readouterr().err
    (here / "wrong.yml").write_text("platform: []\n")
    assert database.apply(here / "wrong.yml") == 1
    assert f"{here}/wrong.yml:1: 'platform' is not known here" in capsys.readouterr().err


@dataclass
class Slack:
    """A Slack that answers what a doctor asks."""

    granted: set[str] = field(default_factory=wanted_scopes)
    error: Exception | None = None
    channels: dict[str, ChannelInfo | Exception] = field(default_factory=dict)

    def whoami(self) -> Identity:
        if self.error is not None:
            raise self.error
        return Identity("T0US", "U0BOT", "B0BOT", "https://us.test/")

    def scopes(self) -> frozenset[str]:
        return frozenset(self.granted)

    def channel(self, channel: str) -> ChannelInfo:
        found = self.channels.get(channel, info(channel))
        if isinstance(found, Exception):
            raise found
        return found


@dataclass
class Jira:
    """A Jira that answers what a doctor asks."""

    found: ProjectInfo | Exception
    error: Exception | None = None

    def whoami(self) -> str:
        if self.error is not None:
            raise self.error
        return "Perron"

    def project(self, _key: str) -> ProjectInfo:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


@dataclass
class Confluence:
    """A Confluence that answers what a doctor asks."""

    found: list[SpaceName]
    error: Exception | None = None
    personal: Exception | None = None

    def whoami(self) -> str:
        if self.error is not None:
            raise self.error
        return "Perron"

    def spaces(self) -> list[SpaceName]:
        return self.found

    def find(self, space: str, _title: str, _label: str) -> PageRef | None:
        assert space.startswith("~"), "the others are in the list"
        if self.personal is not None:
            raise self.personal
        return None


def info(channel: str, **changed: bool) -> ChannelInfo:
    flags = {
        "is_member": True,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "is_im": False,
        "is_archived": False,
    }
    return ChannelInfo(id=channel, name=channel.lower(), **{**flags, **changed})


def project(*rights: str, demands: tuple[FieldInfo, ...] = ()) -> ProjectInfo:
    kinds = (IssueTypeInfo("1", "Task", demands),)
    return ProjectInfo("NORD", "Nordwind", kinds, rights=frozenset(rights))


GOOD_JIRA = Jira(project("BROWSE_PROJECTS", "CREATE_ISSUES"))


def to_do(
    slack: Slack, jira: Jira | None = GOOD_JIRA, confluence: Confluence | None = None
) -> list[str]:
    findings: list[Finding] = list(examine(load(), slack, jira, confluence))
    return [finding.text for finding in findings if not finding.fine]


@pytest.fixture
def declared(migrated: Database) -> None:
    migrated.write(
        lambda s: s.add(
            Platform(
                key="mario",
                name="Super Mario",
                team_channel="C0TEAM",
                timezone="Europe/Berlin",
                hours="Mon-Fri 09:00-18:00",
            )
        )
    )
    nord = Client(key="nord", platform_key="mario", name="Nordwind", jira_project="NORD")
    migrated.write(lambda s: s.add(nord))
    migrated.write(lambda s: s.add(ClientChannel(channel_id="C0NORD", client_key="nord")))


@pytest.mark.usefixtures("declared")
def test_a_doctor_has_nothing_to_do_where_all_is_well() -> None:
    assert to_do(Slack()) == []
    assert to_do(Slack(), None) == []
    texts = [finding.text for finding in examine(load(), Slack(), GOOD_JIRA)]
    assert "Team channel of Super Mario: the bot is in #c0team." in texts
    assert "Jira project NORD of Nordwind: tickets can be created." in texts
    assert SECRET not in "".join(texts)


@pytest.mark.usefixtures("declared")
@pytest.mark.parametrize(
    ("slack", "says"),
    [
        (Slack(error=Refused("invalid_auth")), "check PERRON_SLACK__BOT_TOKEN"),
        (Slack(error=Unreachable("auth.test")), "gives no answer"),
        (Slack(granted=wanted_scopes() - {"users:read"}), "users:read missing"),
        (Slack(channels={"C0NORD": info("C0NORD", is_member=False)}), "/invite @Perron"),
        (Slack(channels={"C0NORD": info("C0NORD", is_archived=True)}), "is archived"),
        (Slack(channels={"C0NORD": Refused("channel_not_found")}), "out of sight"),
        (Slack(channels={"C0NORD": Unreachable("conversations.info")}), "try again"),
        (Slack(channels={"C0TEAM": info("C0TEAM", is_ext_shared=True)}), "name an internal one"),
    ],
)
def test_a_doctor_says_what_to_do_about_slack(slack: Slack, says: str) -> None:
    [finding] = to_do(slack)
    assert says in finding


@pytest.mark.usefixtures("declared")
@pytest.mark.parametrize(
    ("jira", "says"),
    [
        (Jira(project(), error=Refused("auth")), "check PERRON_JIRA__EMAIL"),
        (Jira(project(), error=Unreachable("whoami")), "check PERRON_JIRA__URL"),
        (Jira(project("BROWSE_PROJECTS")), "give the account the rights CREATE_ISSUES"),
        (Jira(Refused("missing")), "correct jira_project"),
        (Jira(Unreachable("project")), "try again"),
        (
            Jira(
                project(
                    "BROWSE_PROJECTS",
                    "CREATE_ISSUES",
                    demands=(FieldInfo("customfield_1", "Cost centre"),),
                )
            ),
            "demands fields",
        ),
    ],
)
def test_a_doctor_says_what_to_do_about_jira(jira: Jira, says: str) -> None:
    [finding] = to_do(Slack(), jira)
    assert says in finding


@pytest.mark.usefixtures("declared")
@pytest.mark.parametrize(
    ("confluence", "says"),
    [
        (Confluence([SpaceName("NORD", "Nordwind")]), None),
        (Confluence([]), "give the account access"),
        (Confluence([], Refused("auth")), "check PERRON_CONFLUENCE__DEPLOYMENT"),
        (Confluence([], Unreachable("user")), "check PERRON_CONFLUENCE__URL"),
    ],
)
def test_a_doctor_says_what_to_do_about_confluence(
    confluence: Confluence, says: str | None
) -> None:
    found = to_do(Slack(), confluence=confluence)
    assert len(found) == (says is not None)
    assert (says or "") in "".join(found)


@pytest.mark.usefixtures("declared")
@pytest.mark.parametrize(
    ("space", "personal", "says"),
    [
        ("nord", None, None),
        ("NRD", None, "space NRD of Nordwind: not found; correct wiki_space, or let the account"),
        ("~mara", None, None),
        ("~mara", Refused("missing"), "space ~mara of Nordwind: not found; correct wiki_space"),
        ("~mara", Unreachable("pages"), "space ~mara of Nordwind: Confluence gives no answer"),
    ],
)
def test_a_doctor_looks_at_each_clients_space(
    migrated: Database, space: str, personal: Exception | None, says: str | None
) -> None:
    migrated.write(lambda s: setattr(s.get_one(Client, "nord"), "wiki_space", space))
    wiki = Confluence([SpaceName("NORD", "Nordwind")], personal=personal)
    found = to_do(Slack(), confluence=wiki)
    assert len(found) == (says is not None)
    assert (says or "") in "".join(found)
    migrated.write(
        lambda s: setattr(s.get_one(Client, "nord"), "status", ClientStatus.DELIVERY_BLOCK)
    )
    assert to_do(Slack(), confluence=wiki) == [], "their space may be gone"


@pytest.mark.usefixtures("declared")
def test_a_doctor_sees_that_two_clients_have_one_space(migrated: Database) -> None:
    def same(session: Session) -> None:
        session.get_one(Client, "nord").wiki_space = "NORD"
        session.add(Client(key="harb", platform_key="mario", name="Harbour", wiki_space="nord"))

    migrated.write(same)
    [finding] = to_do(Slack(), confluence=Confluence([SpaceName("NORD", "Nordwind")]))
    assert "of Harbour and Nordwind: give each a wiki_space of its own" in finding


@pytest.mark.usefixtures("migrated")
def test_a_doctor_asks_for_a_declaration() -> None:
    assert to_do(Slack()) == ["Platforms: none is declared yet; run perron apply FILE."]


def test_a_doctor_names_a_database_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERRON_DATABASE_URL", "sqlite:////nowhere/at/all/perron.db")
    [finding] = to_do(Slack())
    assert "check PERRON_DATABASE_URL" in finding
