"""The groups of settings: one for each thing outside, one for each part inside."""

from __future__ import annotations

from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo


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


class Deployment(StrEnum):
    """Which Confluence it is: they speak differently."""

    CLOUD = "cloud"
    DATA_CENTER = "datacenter"


class ConfluenceSettings(BaseModel):
    """The connection to Confluence. Cloud wants the e-mail beside the token."""

    url: HttpUrl | None = Field(default=None, description="the http(s) address of your Confluence")
    deployment: Deployment = Field(
        default=Deployment.DATA_CENTER, description="cloud or datacenter"
    )
    user: str | None = Field(
        default=None,
        validate_default=True,
        description="the e-mail of the account the token belongs to (Cloud only)",
    )
    token: SecretStr | None = Field(
        default=None,
        validate_default=True,
        description="an API token (Cloud) or a personal access token (Data Center)",
    )

    @field_validator("user")
    @classmethod
    def _is_wanted_by_cloud(cls, value: str | None, info: ValidationInfo) -> str | None:
        is_cloud = info.data.get("deployment") is Deployment.CLOUD
        if value is None and is_cloud and info.data.get("url") is not None:
            raise _absent("user")
        return value

    @field_validator("token")
    @classmethod
    def _belongs_together(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        url_given = info.data.get("url") is not None
        if value is None and url_given:
            raise _absent("token")
        if "url" in info.data and not url_given and (value or info.data.get("user")):
            raise _absent("url")
        return value


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


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
