"""The create dialog on the board of one engine."""

from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as NotThereError

from tests.support.screen import Screen

LASTS = "sleep 600"
TRIES = 3


@dataclass
class CreateForm:
    """One board, and an image of its engine that has a shell and `sleep`."""

    screen: Screen
    image: str

    @property
    def dialog(self) -> Locator:
        return self.screen.page.locator("dialog.create[open]")

    @property
    def ask(self) -> Locator:
        """The dialog of a command, above the form."""
        return self.screen.page.locator("dialog.ask[open]")

    def open(self) -> Locator:
        """Open the form by its key."""
        for _ in range(TRIES):  # the network may have lost its code, which is said, and a person asks again
            self.screen.page.keyboard.press("c")
            with suppress(NotThereError):
                self.dialog.wait_for(timeout=4000)
                return self.dialog
        raise AssertionError("the form did not open")

    def fill(self, *, name: str = "", command: str = LASTS, network: str = "none") -> None:
        """Fill the form for a container of the image."""
        page = self.screen.page
        page.fill("#create-image", self.image)
        page.fill("#create-name", name)
        page.fill("#create-command", command)
        if network and not page.locator("#create-network").is_visible():
            page.locator("summary", has_text="Network and restart policy").click()
        if network:
            page.fill("#create-network", network)

    def make(self, name: str, *, start: bool = True, command: str = LASTS) -> None:
        """Make a container and wait until the form is gone."""
        self.open()
        self.fill(name=name, command=command)
        self.press(start=start)
        self.screen.until(lambda: self.dialog.count() == 0, 20, "the form to close")

    def press(self, *, start: bool) -> None:
        self.dialog.locator(f'button[value="{"run" if start else "create"}"]').click()

    def lines(self) -> list[str]:
        """Return both docker lines of the form."""
        return self.dialog.locator(".ending code").all_inner_texts()

    def until_lines(self, *lines: str) -> None:
        self.screen.until(lambda: self.lines() == list(lines), 10, f"the lines {lines}")

    def outcome(self) -> str:
        return self.screen.page.locator("#outcome").inner_text()
