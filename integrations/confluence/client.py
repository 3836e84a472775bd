"""The ``atlassian`` package, held to what Perron needs: one request per call, and none unasked."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar
from urllib.parse import urlparse

from atlassian import ConfluenceV2
from atlassian.confluence import ConfluenceServer
from atlassian.rest_client import AtlassianRestAPI
from requests import HTTPError, Response

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PAGE = 100
"""Results asked for at once where we turn the pages ourselves."""


class Careful(AtlassianRestAPI):
    """What both clients have: no redirect is followed, and an answer is JSON or an error."""

    def request(self, *arguments: Any, **named: Any) -> Response:
        """One request. Raises `HTTPError` for whatever is not carried out.

        A redirect is a wrong address: followed, a POST would become a GET. The package's own
        check of the answer (``advanced_mode``) is left out: it knows no error of REST v2 by its
        words, and logs what cannot be read as an error of its own.
        """
        ours = {"allow_redirects": False, "advanced_mode": True}
        response: Response = super().request(*arguments, **named | ours)
        if response.status_code >= 300:
            raise HTTPError(response=response)
        return response

    def fetch(self, path: str, **query: Any) -> Any:
        """The JSON at this path below the client's address."""
        return self.request("GET", path, params=query or None).json()

    def send(self, path: str, body: Any) -> Any:
        """POST JSON, once, and return the answer's."""
        return self.request("POST", path, data=body).json()

    def replace(self, path: str, body: Any) -> Any:
        """PUT JSON, once, and return the answer's."""
        return self.request("PUT", path, data=body).json()

    def remove(self, path: str) -> None:
        """DELETE, once; the answer has no content."""
        self.request("DELETE", path)

    def every(self, path: str, **query: Any) -> Iterator[Mapping[str, Any]]:
        """All results of a REST v1 list. The package loses the context path in ``_links.next``."""
        start = 0
        while True:
            answer = self.fetch(path, **query, start=start, limit=PAGE)
            yield from answer["results"]
            if "next" not in answer.get("_links", {}):
                return
            start += len(answer["results"])

    def _settle(self, timeout: float) -> None:
        self.timeout = timeout  # type: ignore[assignment]  # cut to whole seconds by the package
        if urlparse(self.url).hostname in LOOPBACK:
            self._session.trust_env = False  # a proxy of the environment cannot reach it


class CloudClient(Careful, ConfluenceV2):
    """Confluence Cloud by e-mail and API token; ``url`` ends in ``/wiki``.

    ``retry_with_header=False`` because the package sleeps and repeats any call after a 429.
    """

    def __init__(self, url: str, user: str, token: str, timeout: float) -> None:
        with warnings.catch_warnings():
            # It warns of its own other interface each time it is built.
            warnings.simplefilter("ignore", DeprecationWarning)
            super().__init__(
                url, username=user, password=token, cloud=True, retry_with_header=False
            )
        self._settle(timeout)

    def v2_list(self, path: str, **query: Any) -> list[Mapping[str, Any]]:
        """All results of a REST v2 list; the package turns the pages by their cursor."""
        return list(self._get_paged(path, params=query))


class DataCenterClient(Careful, ConfluenceServer):
    """Confluence Data Center by a personal access token."""

    def __init__(self, url: str, token: str, timeout: float) -> None:
        super().__init__(  # type: ignore[no-untyped-call]
            url, token=token, cloud=False, retry_with_header=False
        )
        self._settle(timeout)


C = TypeVar("C", bound=Careful)


class PerThread(Generic[C]):
    """One client per thread, as requests' sessions are not made to be shared."""

    def __init__(self, build: Callable[[], C]) -> None:
        self._build = build
        self._own = threading.local()

    def here(self) -> C:
        """The client of the calling thread, built on first use."""
        client: C | None = getattr(self._own, "client", None)
        if client is None:
            client = self._own.client = self._build()
        return client
