"""What can go wrong outside."""

from __future__ import annotations

from collections.abc import Mapping


class OutsideError(Exception):
    """A call to the outside did not do what was asked."""


class Busy(OutsideError):
    """Told to come back later; nothing was carried out. ``retry_after`` in seconds.

    ``shared``: a limit that concerns everybody who would make the same call now.
    """

    def __init__(self, what: str, retry_after: float, *, shared: bool = False) -> None:
        super().__init__(f"{what}: asked to wait {retry_after:g} s")
        self.retry_after = retry_after
        self.shared = shared


class Unreachable(OutsideError):
    """No usable answer (connection, timeout, 5xx): *it may have been carried out*."""


class Refused(OutsideError):
    """A clear no. ``code`` is the vendor's; ``fields`` names what is wrong with which field."""

    def __init__(self, code: str, detail: str = "", fields: Mapping[str, str] | None = None):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.fields = dict(fields or {})
