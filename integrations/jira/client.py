"""The ``jira`` package, held to what Perron needs: one request per call, and none unasked."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlparse

from jira import JIRA, JIRAError
from requests import Response

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Client(JIRA):
    """A Jira client that never repeats a request and asks nothing while being built.

    ``max_retries=0`` because the package repeats POST /issue on a dropped connection, and
    `_fields_cache` is empty because it would read all fields before the first search.
    """

    def __init__(self, url: str, token: str, email: str | None, timeout: float) -> None:
        super().__init__(
            server=url,
            basic_auth=(email, token) if email else None,
            token_auth=None if email else token,
            get_server_info=False,
            max_retries=0,
            timeout=timeout,
            logging=False,
        )
        self.deploymentType = "Cloud" if email else "Server"
        if urlparse(url).hostname in LOOPBACK:
            self._session.trust_env = False  # a proxy of the environment cannot reach it

    @property
    def _fields_cache(self) -> dict[str, str]:
        return {}

    def get(self, path: str, params: Mapping[str, Any] | None = None, *, version: int = 2) -> Any:
        """The JSON at ``/rest/api/2/<path>``; version 3 is Cloud's alone."""
        at = self._at(path, version)
        return self._checked(
            self._session.get(at, params=dict(params or {}), allow_redirects=False)
        )

    def post(self, path: str, body: Mapping[str, Any], *, version: int = 2) -> Any:
        """Send JSON to ``/rest/api/2/<path>``, once, and return the answer's."""
        return self.send(path, body, version=version).json()

    def send(self, path: str, body: Mapping[str, Any], *, version: int = 2) -> Response:
        """Send JSON to ``/rest/api/2/<path>``, once; the answer may be empty."""
        at, data = self._at(path, version), json.dumps(body)
        return self._accepted(self._session.post(at, data=data, allow_redirects=False))

    def _at(self, path: str, version: int) -> str:
        return f"{self.server_url}/rest/api/{version}/{path}"

    def put(self, path: str, body: Mapping[str, Any]) -> None:
        """Send JSON to ``/rest/api/2/<path>``, once; the answer is empty."""
        data = json.dumps(body)
        self._accepted(self._session.put(self._get_url(path), data=data, allow_redirects=False))

    def _checked(self, response: Response) -> Any:
        return self._accepted(response).json()

    def _accepted(self, response: Response) -> Response:
        """A redirect is a wrong address: followed, a POST would become a GET."""
        if response.status_code >= 300:
            where = response.headers.get("location", "elsewhere")
            text = f"redirected to {where}"
            raise JIRAError(text, status_code=response.status_code, response=response)
        return response


class Clients:
    """One client per thread, as requests' sessions are not made to be shared."""

    def __init__(self, url: str, token: str, email: str | None, timeout: float) -> None:
        self._arguments = (url, token, email, timeout)
        self._own = threading.local()

    def here(self) -> Client:
        """The client of the calling thread, built on first use."""
        client: Client | None = getattr(self._own, "client", None)
        if client is None:
            client = self._own.client = Client(*self._arguments)
        return client
