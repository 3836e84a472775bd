"""Settings from the environment or ``.env``: prefix ``PERRON_``, nested by ``__``.

Nothing here is global: `load` is called where the program starts, and what it returns is handed
on. Secrets are `SecretStr`; no error text contains a value.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ValidationInfo
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as SourceError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.settings.sections import (
    ConfluenceSettings,
    Deployment,
    HttpSettings,
    IcalSettings,
    JiraSettings,
    LogFormat,
    LogSettings,
    Mode,
    SlackSettings,
    WebhookSettings,
    WorkerSettings,
)

__all__ = [
    "ConfluenceSettings",
    "Deployment",
    "HttpSettings",
    "IcalSettings",
    "JiraSettings",
    "LogFormat",
    "LogSettings",
    "Mode",
    "Settings",
    "SettingsError",
    "SlackSettings",
    "WebhookSettings",
    "WorkerSettings",
    "load",
]

PREFIX = "PERRON_"


class SettingsError(Exception):
    """Settings are wrong or missing. ``problems``: a sentence each, naming the variable."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


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
    confluence: ConfluenceSettings = Field(default_factory=ConfluenceSettings)
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
    semantic: bool = Field(
        default=True,
        description="true or false: whether the model of meaning is used where it is installed",
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
        found += [self.slack.signing_secret, self.jira.token, self.confluence.token]
        found += [self.webhook.secret]
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
