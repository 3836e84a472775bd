import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.log import configure
from bot.settings import Settings, SettingsError, load

GOOD = {
    "PERRON_SLACK__MODE": "http",
    "PERRON_SLACK__BOT_TOKEN": "xoxb-secret-token",
    "PERRON_SLACK__SIGNING_SECRET": "signing-secret",
}


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.chdir(tmp_path)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def problems() -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load()
    return list(caught.value.problems)


@pytest.mark.usefixtures("env")
def test_little_is_needed() -> None:
    settings = load()
    assert settings.database == "sqlite:///perron.db"
    assert settings.slack.api_url == "https://slack.com/api/"
    assert not settings.slack.is_local
    assert not settings.jira.is_set
    assert settings.confluence.url is None
    assert settings.retention_days == 180
    assert settings.worker.threads == 4
    assert settings.jira.search_lag == 30


def test_the_env_file_is_read_and_the_environment_wins(env: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PERRON_HTTP__PORT=4000\nPERRON_RETENTION_DAYS=30\n")
    env.setenv("PERRON_HTTP__PORT", "5000")
    settings = load()
    assert (settings.http.port, settings.retention_days) == (5000, 30)


def test_everything_missing_is_named_at_once(env: pytest.MonkeyPatch) -> None:
    for name in GOOD:
        env.delenv(name)
    assert [line.split(":")[0] for line in problems()] == [
        "PERRON_SLACK__MODE is missing",
        "PERRON_SLACK__BOT_TOKEN is missing",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PERRON_SLACK__MODE", "carrier-pigeon"),
        ("PERRON_SLACK__BOT_TOKEN", "xapp-wrong-kind"),
        ("PERRON_SLACK__APP_TOKEN", "xoxb-wrong-kind"),
        ("PERRON_SLACK__API_URL", "https://slack.test/without-the-end"),
        ("PERRON_SLACK__API_URL", "slack.test/api/"),
        ("PERRON_HTTP__PORT", "http-port"),
        ("PERRON_DATABASE_URL", "mysql://me:pass@db/perron"),
        ("PERRON_DATABASE_URL", "sqlite:///:memory:"),
        ("PERRON_DATABASE_URL", "not-a-url"),
        ("PERRON_JIRA__URL", "ftp://jira.test"),
        ("PERRON_JIRA__SEARCH_LAG", "-17"),
        ("PERRON_CONFLUENCE__URL", "confluence.test"),
        ("PERRON_CONFLUENCE__DEPLOYMENT", "basement"),
        ("PERRON_RETENTION_DAYS", "forever"),
        ("PERRON_LOG__FORMAT", "xml-lines"),
        ("PERRON_WORKER__THREADS", "2000"),
        ("PERRON_CLOCK_FILE", "/tmp/clock-of-mine"),
    ],
)
def test_a_wrong_one_is_named_and_never_printed(
    env: pytest.MonkeyPatch, name: str, value: str
) -> None:
    env.setenv(name, value)
    assert [line.split(": it should be ")[0] for line in problems()] == [f"{name} is wrong"]
    assert value not in "".join(problems())


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"PERRON_SLACK__MODE": "socket"}, "PERRON_SLACK__APP_TOKEN"),
        ({"PERRON_SLACK__SIGNING_SECRET": ""}, "PERRON_SLACK__SIGNING_SECRET"),
        ({"PERRON_JIRA__URL": "https://jira.test"}, "PERRON_JIRA__TOKEN"),
        ({"PERRON_JIRA__TOKEN": "jira-secret"}, "PERRON_JIRA__URL"),
        ({"PERRON_JIRA__EMAIL": "me@agency.test"}, "PERRON_JIRA__URL"),
        ({"PERRON_CONFLUENCE__URL": "https://wiki.test"}, "PERRON_CONFLUENCE__TOKEN"),
        ({"PERRON_CONFLUENCE__TOKEN": "wiki-secret"}, "PERRON_CONFLUENCE__URL"),
        ({"PERRON_CONFLUENCE__USER": "me@agency.test"}, "PERRON_CONFLUENCE__URL"),
        (
            {
                "PERRON_CONFLUENCE__URL": "https://wiki.test",
                "PERRON_CONFLUENCE__TOKEN": "wiki-secret",
                "PERRON_CONFLUENCE__DEPLOYMENT": "cloud",
            },
            "PERRON_CONFLUENCE__USER",
        ),
    ],
)
def test_what_belongs_together_is_asked_for(
    env: pytest.MonkeyPatch, given: dict[str, str], missing: str
) -> None:
    for name, value in given.items():
        env.setenv(name, value)
    assert [line.split(": ")[0] for line in problems()] == [f"{missing} is missing"]


def test_a_whole_group_as_json_is_refused(env: pytest.MonkeyPatch) -> None:
    env.setenv("PERRON_JIRA", "{jira-secret")
    assert "jira-secret" not in "".join(problems())


@pytest.mark.parametrize("host", ["127.0.0.1:3001", "localhost:3001", "[::1]:3001"])
def test_the_clock_moves_only_with_a_slack_on_this_machine(
    env: pytest.MonkeyPatch, host: str
) -> None:
    env.setenv("PERRON_CLOCK_FILE", "/tmp/clock.json")
    env.setenv("PERRON_SLACK__API_URL", f"http://{host}/api/")
    assert load().clock_file == Path("/tmp/clock.json")


def test_only_a_slack_on_this_machine_is_hurried(env: pytest.MonkeyPatch) -> None:
    env.setenv("PERRON_HURRY", "true")
    assert [line.split(": it should be ")[0] for line in problems()] == ["PERRON_HURRY is wrong"]
    env.setenv("PERRON_SLACK__API_URL", "http://127.0.0.1:3001/api/")
    assert load().hurry


def test_calendars_within_our_own_walls_are_for_tests_alone(env: pytest.MonkeyPatch) -> None:
    env.setenv("PERRON_ICAL__CA", "/tmp/ca.pem")
    env.setenv("PERRON_ICAL__TRUSTED", '["127.0.0.1:8443"]')
    assert [line.split(": it should be ")[0] for line in problems()] == ["PERRON_ICAL is wrong"]
    env.setenv("PERRON_SLACK__API_URL", "http://127.0.0.1:3001/api/")
    assert load().ical.trusted == ("127.0.0.1:8443",)


def test_secrets_stay_out_of_texts_and_are_listed_for_the_log(env: pytest.MonkeyPatch) -> None:
    env.setenv("PERRON_DATABASE_URL", "postgresql://me:db-secret@db/perron")
    env.setenv("PERRON_CONFLUENCE__URL", "https://wiki.test")
    env.setenv("PERRON_CONFLUENCE__TOKEN", "wiki-secret")
    settings: Settings = load()
    shown = repr(settings) + str(settings) + settings.model_dump_json()
    expected = {"xoxb-secret-token", "signing-secret", "db-secret", "wiki-secret"}
    assert set(settings.secrets()) == expected
    assert not [secret for secret in settings.secrets() if secret in shown]


@pytest.fixture
def quiet_logging() -> Iterator[None]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before, level


@pytest.mark.parametrize("style", ["json", "text"])
@pytest.mark.usefixtures("quiet_logging")
def test_log_lines_carry_extra_fields_and_no_secrets(style: str) -> None:
    stream = io.StringIO()
    configure(style, ["db-secret"], stream=stream)
    # As ours are named, by their module: what begins with "perron" is Bolt's, which gives it the
    # level that the root logger has when an app is built, for good.
    logger = logging.getLogger("bot.test")
    logger.info("sent %s", "db-secret", extra={"job": 7, "token": "xoxb-1-abc"})
    try:
        raise ValueError("db-secret")
    except ValueError:
        logger.exception("failed")
    text = stream.getvalue()
    assert "db-secret" not in text
    assert "xoxb-1" not in text
    assert "ValueError" in text
    if style == "json":
        first = json.loads(text.splitlines()[0])
        assert (first["message"], first["job"], first["level"]) == ("sent •••", 7, "info")
    else:
        assert "job=7" in text


@pytest.mark.parametrize(
    ("url", "secret", "problem"),
    [
        ("http://example.org/hook", "sixteen letters!", "URL is wrong"),
        ("https://example.org/hook", "too short", "SECRET is wrong"),
        ("https://example.org/hook", "", "SECRET is missing"),
        ("", "sixteen letters!", "URL is missing"),
    ],
)
def test_a_webhook_is_signed_and_goes_nowhere_in_the_clear(
    env: pytest.MonkeyPatch, url: str, secret: str, problem: str
) -> None:
    env.setenv("PERRON_WEBHOOK__URL", url)
    env.setenv("PERRON_WEBHOOK__SECRET", secret)
    assert any(f"PERRON_WEBHOOK__{problem}" in sentence for sentence in problems())


@pytest.mark.parametrize("url", ["https://example.org/hook", "http://127.0.0.1:8000/hook"])
def test_a_webhook_s_secret_is_kept_out_of_the_logs(env: pytest.MonkeyPatch, url: str) -> None:
    env.setenv("PERRON_WEBHOOK__URL", url)
    env.setenv("PERRON_WEBHOOK__SECRET", "sixteen letters!")
    settings = load()
    assert settings.webhook.url == url
    assert "sixteen letters!" in settings.secrets()
