"""From what Jira and the network say to the three errors that Perron knows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from jira import JIRAError
from jira.resilientsession import parse_errors
from requests import RequestException, Response

from bot.ports import Busy, OutsideError, Refused, Unreachable

WAIT = 10.0
"""Seconds to wait when Jira says 429 without saying how long."""
CODES = {401: "auth", 403: "right", 404: "missing", 410: "missing"}


@contextmanager
def mapped(what: str, refused_as: str = "other") -> Iterator[None]:
    """Turn every failure of a call into `Busy`, `Unreachable` or `Refused`.

    ``what`` names the call in messages; ``refused_as`` is the code of a 400 that names no field.
    """
    try:
        yield
    except JIRAError as error:
        raise _from_jira(what, error, refused_as) from error
    except RequestException as error:
        raise Unreachable(f"{what}: {type(error).__name__}") from error
    except (ValueError, KeyError, TypeError) as error:
        # An answer that is no JSON, or not of the shape that Jira documents: a login page, a proxy.
        raise Unreachable(f"{what}: an answer that Jira does not give") from error


def _from_jira(what: str, error: JIRAError, refused_as: str) -> OutsideError:
    response = error.response
    if not isinstance(response, Response):
        return Unreachable(f"{what}: {error.text}")
    status = response.status_code
    if status == 429:
        return Busy(what, retry_after(response))
    if status >= 500 or status == 408:
        return Unreachable(f"{what}: HTTP {status}")
    fields = _fields(response)
    detail = _detail(response, error.text or "")
    if status == 400 and "project" in fields:
        # Jira's way of saying 404 or 403 about a project when an issue is created in it.
        return Refused("missing", detail, fields)
    if status == 400:
        return Refused("field" if fields else refused_as, detail, fields)
    if status == 403 and "x-authentication-denied-reason" in response.headers:
        return Refused("auth", detail)
    return Refused(CODES.get(status, "other"), detail, fields)


def _detail(response: Response, text: str) -> str:
    """Jira's own words, shortened; of an answer that is not Jira's (a page) only the status."""
    if response.is_redirect:
        return text
    is_json = "json" in response.headers.get("content-type", "")
    said = parse_errors(response) if is_json or not response.text else []
    return ", ".join(said)[:500] or f"HTTP {response.status_code}"


def retry_after(response: Response) -> float:
    """Seconds to wait, from ``Retry-After`` as seconds or as a date (RFC 9110, 10.2.3)."""
    said = response.headers.get("Retry-After", "").strip()
    try:
        seconds = float(said)
    except ValueError:
        seconds = _until(said)
    return max(0.0, seconds) if math.isfinite(seconds) else WAIT


def _until(date: str) -> float:
    try:
        at = parsedate_to_datetime(date)
    except ValueError:
        return WAIT
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return (at - datetime.now(UTC)).total_seconds()


def _fields(response: Response) -> dict[str, str]:
    """Jira's ``errors``: what is wrong, by the id of the field."""
    try:
        errors = response.json().get("errors")
    except (ValueError, AttributeError):
        return {}
    return {str(k): str(v) for k, v in errors.items()} if isinstance(errors, dict) else {}
