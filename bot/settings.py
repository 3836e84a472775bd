"""Settings from the environment or ``.env``: prefix ``PERRON_``, nested by ``__``.

Nothing here is global: `load` is called where the program starts, and what it returns is handed
on. Secrets are `SecretStr`; no error text contains a value.
"""

from __future__ import annotations

from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ValidationInfo
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as SourceError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "PERRON_"


class SettingsError(Exception):
    """Settings are wrong or missing. ``problems``: a sentence each, naming the variable."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Mode(StrEnum):
    """How Slack's payloads come in."""

    SOCKET = "socket"
    HTTP = "http"


class LogFormat(StrEnum):
    """How log lines look."""

    JSON = "json"
    TEXT = "text"


def _check_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError
    return url


def _check_api_url(url: str) -> str:
    if not url.endswith("/api/"):
        raise ValueError
    return url


def _check_database(secret: SecretStr) -> SecretStr:
    try:
        url = make_url(secret.get_secret_value())
    except ArgumentError:
        raise ValueError from None
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        return secret
    if url.get_backend_name() in ("postgresql", "postgres") and url.database:
        return secret
    raise ValueError


HttpUrl = Annotated[str, AfterValidator(_check_url)]


def _begins(secret: SecretStr | None, prefix: str) -> SecretStr | None:
    if secret is not None and not secret.get_secret_value().startswith(prefix):
        raise ValueError
    return secret


def _absent(name: str) -> PydanticCustomError:
    """The error that says that the neighbouring variable ``name`` is missing."""
    return PydanticCustomError("absent", "missing", {"name": name})


class SlackSettings(BaseModel):
    """The connection to Slack."""

    mode: Mode = Field(description="socket or http")
    bot_token: SecretStr = Field(description="the bot token of the app, which begins with xoxb-")
    app_token: SecretStr | None = Field(
        default=None,
        validate_default=True,
        description="the app-level token for socket mode, which begins with xapp-",
    )
    signing_secret: SecretStr | None = Field(
        default=None,
        validate_default=True,
        description="the app's signing secret, which http mode checks every payload with",
    )
    api_url: Annotated[HttpUrl, AfterValidator(_check_api_url)] = Field(
        default="https://slack.com/api/",
        description="an http(s) address that ends in /api/",
    )

    @field_validator("bot_token")
    @classmethod
    def _is_bot_token(cls, value: SecretStr) -> SecretStr | None:
        return _begins(value, "xoxb-")

    @field_validator("app_token")
    @classmethod
    def _is_app_token(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None and info.data.get("mode") is Mode.SOCKET:
            raise _absent("app_token")
        return _begins(value, "xapp-")

    @field_validator("signing_secret")
    @classmethod
    def _is_signing_secret(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None and info.data.get("mode") is Mode.HTTP:
            raise _absent("signing_secret")
        return value

    @property
    def is_local(self) -> bool:
        """Whether this Slack runs on the same machine, as the playground does."""
        return _is_loopback(urlsplit(self.api_url).hostname or "")


class HttpSettings(BaseModel):
    """Where http mode, health and metrics listen."""

    host: str = Field(default="127.0.0.1", description="an address to listen on, like 127.0.0.1")
    port: int = Field(default=3000, ge=0, le=65535, description="a port number up to 65535")


class JiraSettings(BaseModel):
    """The connection to Jira. Cloud wants the e-mail beside the token, Data Center does not."""

    url: HttpUrl | None = Field(default=None, description="the http(s) address of your Jira")
    email: str | None = Field(
        default=None, description="the e-mail of the account the token belongs to (Cloud only)"
    )
    token: SecretStr | None = Field(
        default=None,
        validate_default=True,
        description="an API token (Cloud) or a personal access token (Data Center)",
    )
    search_lag: float = Field(
        default=30.0, ge=0, le=600, description="seconds from 0 to 600 that Jira's search may lag"
    )
    poll_seconds: float = Field(
        default=60.0, ge=1, le=86400, description="seconds between two looks at open tickets"
    )

    @field_validator("token")
    @classmethod
    def _belongs_together(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        url_given = info.data.get("url") is not None
        if value is None and url_given:
            raise _absent("token")
        if "url" in info.data and not url_given and (value or info.data.get("email")):
            raise _absent("url")
        return value

    @property
    def is_set(self) -> bool:
        """Without Jira everything but tickets works."""
        return self.url is not None


class IcalSettings(BaseModel):
    """Calendars on this machine, for tests in a playground. Elsewhere only public ones are read."""

    ca: Path | None = Field(
        default=None, description="the CA of a calendar server on this machine, for tests alone"
    )
    trusted: tuple[str, ...] = Field(
        default=(), description="addresses like 127.0.0.1:8443, for tests alone"
    )


class WebhookSettings(BaseModel):
    """The agency's own software, which is told what happens with clients."""

    url: HttpUrl | None = Field(
        default=None, description="an https address, or an http one on this machine"
    )
    secret: SecretStr | None = Field(
        default=None,
        validate_default=True,
        description="at least 16 characters, which both sides sign and check with",
    )

    @field_validator("url")
    @classmethod
    def _is_safe(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "")
        if value and parts.scheme != "https" and not _is_loopback(parts.hostname or ""):
            raise ValueError
        return value

    @field_validator("secret")
    @classmethod
    def _belongs_together(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        url_given = info.data.get("url") is not None
        if value is None and url_given:
            raise _absent("secret")
        if value is not None and "url" in info.data and not url_given:
            raise _absent("url")
        if value is not None and len(value.get_secret_value()) < 16:
            raise ValueError
        return value


class LogSettings(BaseModel):
    """What log lines look like."""

    format: LogFormat = Field(default=LogFormat.TEXT, description="json or text")


class WorkerSettings(BaseModel):
    """How much is done at the same time."""

    threads: int = Field(default=4, ge=1, le=64, description="a number from 1 to 64")


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        env_file_encoding="utf-8",
        extra="ignore",
        hide_input_in_errors=True,
    )

    database_url: Annotated[SecretStr, AfterValidator(_check_database)] = Field(
        default=SecretStr("sqlite:///perron.db"),
        description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE",
    )
    slack: SlackSettings = Field(default={}, validate_default=True)
    http: HttpSettings = Field(default_factory=HttpSettings)
    jira: JiraSettings = Field(default_factory=JiraSettings)
    ical: IcalSettings = Field(
        default_factory=IcalSettings,
        description="left out: it is for tests, and only with a Slack on this machine",
    )
    webhook: WebhookSettings = Field(default_factory=WebhookSettings)
    log: LogSettings = Field(default_factory=LogSettings)
    worker: WorkerSettings = Field(default_factory=WorkerSettings)
    retention_days: int = Field(
        default=180,
        ge=1,
        le=36500,
        description="a number of days, after which texts of closed requests are deleted",
    )
    clock_file: Path | None = Field(
        default=None,
        description="the playground's clock file, and only with a Slack on this machine",
    )
    hurry: bool = Field(
        default=False,
        description="true or false, and true only with a Slack on this machine, which has no pace",
    )

    @field_validator("clock_file", "hurry")
    @classmethod
    def _only_in_the_playground(
        cls, value: Path | bool | None, info: ValidationInfo
    ) -> Path | bool | None:
        slack = info.data.get("slack")
        if value and isinstance(slack, SlackSettings) and not slack.is_local:
            raise ValueError
        return value

    @field_validator("ical")
    @classmethod
    def _only_in_tests(cls, value: IcalSettings, info: ValidationInfo) -> IcalSettings:
        slack = info.data.get("slack")
        if value != IcalSettings() and isinstance(slack, SlackSettings) and not slack.is_local:
            raise ValueError
        return value

    @property
    def database(self) -> str:
        """The database's URL in the clear: for the engine, never for a text."""
        return self.database_url.get_secret_value()

    def secrets(self) -> list[str]:
        """Every secret value, to be kept out of the logs."""
        password = make_url(self.database).password
        found = [self.slack.bot_token, self.slack.app_token]
        found += [self.slack.signing_secret, self.jira.token, self.webhook.secret]
        values = [secret.get_secret_value() for secret in found if secret is not None]
        return values + ([str(password)] if password else [])


def load(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings; SettingsError names every variable that is wrong or missing."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]  # an argument of BaseSettings
    except ValidationError as error:
        problems = [_sentence(detail) for detail in error.errors(include_input=False)]
        raise SettingsError(problems) from None
    except SourceError:
        raise SettingsError(
            [f"A {PREFIX} variable cannot be read: set single ones, like PERRON_SLACK__MODE."]
        ) from None


def _sentence(detail: ErrorDetails) -> str:
    path = [str(part) for part in detail["loc"]]
    if detail["type"] == "absent":
        path[-1] = detail["ctx"]["name"]
    name = PREFIX + "__".join(path).upper()
    model: type[BaseModel] = Settings
    for part in path[:-1]:
        nested = model.model_fields[part].annotation
        assert isinstance(nested, type)
        model = nested
    should = model.model_fields[path[-1]].description
    if detail["type"] in ("missing", "absent"):
        return f"{name} is missing: it should be {should}."
    return f"{name} is wrong: it should be {should}."


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
