"""Pictures of an ending: the case's card, a step with its window, a page of the client's report.

Played on the demo's page for Harbour, who reads English.
"""

from __future__ import annotations

import io
from typing import Any

import httpx
import pypdfium2
from playwright.sync_api import Browser, expect

from tools.camera import Camera, save

LENA, EMRE, SOFIE = "U0LENA", "U0EMRE", "U0SOFIE"
TEAM = "C0TEAM"
STEPS = {
    "Campaigns paused or ended": {"text": "All three have ended; the last invoice is settled"},
    "Outside services ordered": {"text": "The picture library is cancelled"},
}
"""Sofie's first two, with what shows it."""


def farewell(browser: Browser, url: str) -> None:
    """Begun, two steps walked, and reported to the client as it stands."""
    camera = Camera(browser, url, 1060, 900)
    _begun(camera)
    camera.look(SOFIE, "dm")
    for words, evidence in STEPS.items():
        camera.open_window(words, "offboarding_done_with")
        camera.page.get_by_test_id("input-for_client").get_by_role("checkbox").check()
        if words.startswith("Campaigns"):
            camera.page.get_by_test_id("input-text").locator("textarea").fill(evidence["text"])
            save("step.png", camera.take(".frame"))
        camera.fill(evidence)
    camera.look(EMRE, TEAM)
    case = camera.message("Offboarding of Harbour & Co")
    expect(case).to_contain_text("2 of 22 steps", timeout=30_000)
    save("case.png", camera.take(".frame"))
    camera.open_window("Offboarding of Harbour & Co", "offboarding_report")
    camera.fill({})
    camera.look(EMRE, "dm")
    camera.message(".pdf")
    save("report.png", _page(url))


def _begun(camera: Camera) -> None:
    camera.look(LENA, TEAM)
    camera.write("/perron offboard harbour")
    page = camera.page
    page.get_by_test_id("modal").wait_for()
    page.get_by_test_id("input-why").get_by_test_id("action-value").click()
    page.get_by_test_id("option-project over").click()
    camera.fill({"last_day": _last_day(camera), "note": "The shop stands on its own feet now"})
    camera.look(EMRE, TEAM)
    camera.press("would like to end the work with Harbour", "offboarding_confirm")
    camera.message("Offboarding of Harbour & Co")


def _last_day(camera: Camera) -> str:
    """A month from the page's own day."""
    return str(camera.page.evaluate("new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)"))


def _page(url: str) -> bytes:
    """The first page of the newest PDF that Emre was sent, as a PNG."""
    listed = httpx.get(f"{url}/control/messages", params={"as": EMRE, "channel": "dm"}).json()
    files: list[dict[str, Any]] = [
        file for one in listed["messages"] for file in one.get("files") or ()
    ]
    address = next(one["url"] for one in reversed(files) if one["name"].endswith(".pdf"))
    given = httpx.get(f"{url}{address}")
    image = pypdfium2.PdfDocument(given.content)[0].render(scale=1.4).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
