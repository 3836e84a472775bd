"""Three months of work for a client, for ``POST /control/jira/worked``."""

from __future__ import annotations

from dataclasses import dataclass

BILLED = "billed"
"""The label of issues whose work has been invoiced."""
ISSUES: dict[str, tuple[str, ...]] = {
    "Voucher in the basket": (BILLED,),
    "Faster search": (BILLED,),
    "Newsletter sign-up": (),
    "Returns by QR code": (),
    "Trade fair page": (),
}
INVOICES = {"Newsletter sign-up": "R-2026-31"}
"""What stands in the field of invoices, of issues without the label."""
HOUR = 3600


@dataclass(frozen=True)
class Done:
    """Work on one of `ISSUES`, so many days before the last, begun at a full hour in Berlin."""

    issue: str
    days_ago: int
    hour: int
    author: str
    seconds: int
    comment: str = ""


DONE = (
    Done("Voucher in the basket", 75, 9, "mara", 3 * HOUR, "Found it in the cache"),
    Done("Voucher in the basket", 74, 10, "jonas", 5400, "Review"),
    Done("Faster search", 70, 9, "jonas", 7 * HOUR + 1200),
    Done("Faster search", 69, 13, "emre", 2 * HOUR, "Index anew"),
    Done("Newsletter sign-up", 44, 9, "lena", 4 * HOUR + 600, "Wireframes"),
    Done("Newsletter sign-up", 43, 14, "mara", 2 * HOUR + 2700),
    Done("Returns by QR code", 40, 9, "emre", 6 * HOUR),
    Done("Returns by QR code", 38, 9, "mara", 5 * HOUR + 60, "With the label printer's manual"),
    Done("Trade fair page", 12, 9, "lena", 3 * HOUR + 2400, "Layout"),
    Done("Trade fair page", 11, 11, "jonas", 1200),
    Done("Trade fair page", 9, 9, "sofie", 90 * 60, "Figures of the fair"),
)
