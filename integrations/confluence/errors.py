"""From what Confluence and the network say to the three errors that Perron knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from requests import HTTPError, RequestException, Response

from bot.ports import Busy, OutsideError, Refused, Unreachable
from integrations.jira.errors import retry_after

CODES = {401: "auth", 403: "right", 404: "missing", 410: "missing"}
DETAIL = 500


@contextmanager
def mapped(what: str, **codes: str) -> Iterator[None]:
    """Turn every failure of a call into `Busy`, `Unreachable` or `Refused`.

    ``what`` names the call in messages; ``codes`` are those of this call alone, by status:
    ``s409="version"``.
    """
    own = {int(status[1:]): code for status, code in codes.items()}
    try:
        yield
    except HTTPError as error:
        raise _from_confluence(what, error, CODES | own) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # No JSON, or not of the shape that Confluence documents: a login page, a proxy.
        raise Unreachable(f"{what}: an answer that Confluence does not give") from error
    except RequestException as error:
        raise Unreachable(f"{what}: {type(error).__name__}") from error


def _from_confluence(what: str, error: HTTPError, codes: dict[int, str]) -> OutsideError:
    response = error.response
    if not isinstance(response, Response):
        return Unreachable(f"{what}: {error}")  # none of ours: the package had no answer
    status = response.status_code
    if status == 429:
        return Busy(what, retry_after(response))
    if status >= 500 or status == 408:
        return Unreachable(f"{what}: HTTP {status}")
    return Refused(codes.get(status, "other"), _detail(response))


def _detail(response: Response) -> str:
    """Confluence's own words, shortened; of an answer that is not Confluence's only the status."""
    if response.is_redirect:
        return f"redirected to {response.headers.get('location', 'elsewhere')}"
    return _words(response)[:DETAIL] or f"HTTP {response.status_code}"


def _words(response: Response) -> str:
    """v1 says ``{"message": …}``, v2 ``{"errors": [{"title": …, "detail": …}]}``."""
    try:
        said = response.json()
        errors = said.get("errors") or []
        words = [said.get("message"), *(one.get("detail") or one.get("title") for one in errors)]
        return "; ".join(str(word) for word in words if word)
    except (ValueError, AttributeError, TypeError):
        return ""
