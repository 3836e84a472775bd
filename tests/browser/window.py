"""What a person does on the page: looks at somebody's Slack, writes, presses."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Locator, Page, expect

TIMEOUT = 60_000.0
"""Milliseconds that anything may take to appear on a busy machine."""
RECORDER = """
localStorage.setItem("playground.guide.hidden", "true");
window.everShown = {texts: new Set(), buttons: new Set()};
const note = (row) => {
  everShown.texts.add(row.textContent);
  for (const one of row.querySelectorAll('[data-testid^="action-"]'))
    everShown.buttons.add(one.dataset.testid.slice("action-".length));
};
const kinds = ".message, .modal, .home";
new MutationObserver((changes) => changes.forEach(({target, addedNodes}) => {
  for (const node of [target, ...addedNodes]) {
    const inside = (node.nodeType === 1 ? node : node.parentElement)?.closest(kinds);
    if (inside) note(inside);
    else if (node !== target && node.nodeType === 1) node.querySelectorAll(kinds).forEach(note);
  }
})).observe(document, {subtree: true, childList: true, characterData: true});
"""


class Window:
    """A browser's window on the playground, and everything that was ever shown in it."""

    def __init__(self, context: BrowserContext, url: str, as_: str, channel: str) -> None:
        self.errors: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(TIMEOUT)
        self.page.add_init_script(RECORDER)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{url}/#as={as_}&channel={channel}")
        self.has_become(as_)

    def hook(self, name: str) -> Locator:
        """The element with this test hook."""
        return self.page.get_by_test_id(name)

    def has_become(self, person: str) -> None:
        """Wait until everything shown is what this person sees."""
        row = self.hook(f"person-{person}")
        expect(row).to_have_attribute("aria-current", "true", timeout=TIMEOUT)
        own = self.hook("sidebar").locator(".self")
        expect(own).to_contain_text(row.get_attribute("title") or "", timeout=TIMEOUT)

    def be(self, person: str, channel: str) -> None:
        """Look through somebody's eyes at a channel (``dm``: what Perron tells them)."""
        self._click_until_chosen(self.hook(f"person-{person}"))
        self.has_become(person)
        if channel == "dm":
            self.page.locator("[data-testid^=channel-D]").click()
        else:
            self.hook(f"channel-{channel}").click()

    def _click_until_chosen(self, row: Locator) -> None:
        """A row that is drawn anew under the pointer misses the click: people click again."""
        row.click()
        try:
            expect(row).to_have_attribute("aria-current", "true", timeout=TIMEOUT / 12)
        except AssertionError:
            row.click()

    def write(self, text: str, field: str = "composer") -> None:
        """Write and send, with the button."""
        self.hook(field).fill(text)
        self.hook(f"{field}-send").click()

    def message(self, text: str) -> Locator:
        """The newest message in the channel that says this."""
        return self.hook("channel").locator(".message").filter(has_text=text).last

    def card(self) -> Locator:
        """What Perron last wrote in the open thread."""
        pane = self.hook("thread-pane")
        return pane.locator(".message:not(.ephemeral)").filter(has=self.page.locator(".tag")).last

    def open_thread(self, text: str) -> None:
        """Open the thread below a message, as soon as there is an answer in it."""
        self.message(text).locator(".replies").click()
        self.hook("thread-pane").wait_for()

    def reply(self, text: str) -> None:
        """Answer in the open thread."""
        self.write(text, "thread-composer")

    def ever_shown(self) -> tuple[str, set[str]]:
        """All texts of messages and windows so far, and the action ids of all buttons."""
        shown = self.page.evaluate(
            "({texts: [...everShown.texts], buttons: [...everShown.buttons]})"
        )
        return "\n".join(shown["texts"]), set(shown["buttons"])

    def open_window(self, place: Locator, action: str) -> None:
        """Press a button that opens a window, leave the window, and press again."""
        button = place.get_by_test_id(f"action-{action}")
        button.click()
        self.hook("modal-close").click()
        expect(self.hook("modal")).to_have_count(0, timeout=TIMEOUT)
        button.click()
        self.hook("modal").wait_for()

    def fill_in(self, block: str, text: str) -> None:
        """Replace what stands in a field of the window on top."""
        self.hook(f"input-{block}").locator("input, textarea").fill(text)

    def submit(self) -> None:
        """Press the window's button, twice, and see the window go."""
        self.hook("modal-submit").dblclick()
        expect(self.hook("modal")).to_have_count(0, timeout=TIMEOUT)


def press(place: Locator, action: str) -> None:
    """Press a button of a card, and again at once, as impatient people do."""
    place.get_by_test_id(f"action-{action}").dblclick()
