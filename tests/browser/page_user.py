"""A user of one page: works with mouse and keys, and reads the texts."""

from playwright.sync_api import Locator

from tests.support.registry import CREDENTIALS
from tests.support.screen import Screen


class PageUser:
    """Works on one page with mouse and keys, and reads what it says."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.page = screen.page

    def ask(self, kind: str) -> Locator:
        """Return the dialog of that kind once it is open."""
        dialog = self.page.locator(f"dialog.{kind}[open]")
        self.screen.until(lambda: dialog.count() == 1, 10, f"the dialog {kind}")
        return dialog

    def pull(self, name: str, password: str = "") -> None:
        """Begin to pull an image."""
        self.page.keyboard.press("i")
        dialog = self.ask("pull")
        dialog.locator("#pull-reference").fill(name)
        if password:
            dialog.locator("summary").click()
            dialog.locator("#pull-username").fill(CREDENTIALS.username)
            dialog.locator("#pull-password").fill(password)
        dialog.locator(".primary").click()

    def layers(self) -> list[str | None]:
        """Return how the layers of the newest pull stand."""
        return [one.get_attribute("data-layer") for one in self.page.locator(".pull-card").first.locator("li").all()]

    def until_pulled(self, name: str, state: str) -> None:
        """Wait until the newest pull is of that image and over."""
        card = self.page.locator(f'.pull-card[data-pull-state="{state}"]').first
        self.screen.until(lambda: card.count() and name in card.inner_text(), 30, f"the pull of {name} to be {state}")

    def create(self, image: str, name: str, command: str, *, terminal: bool = False) -> None:
        """Create a container by the form."""
        self.fill(image, name, command, terminal=terminal)
        self.page.locator('dialog.create button[value="create"]').click()
        self.screen.until_card(name, room="created")

    def fill(self, image: str, name: str, command: str, *, terminal: bool = False) -> Locator:
        """Open the form and fill it."""
        self.page.keyboard.press("c")
        dialog = self.ask("create")
        dialog.locator("#create-image").fill(image)
        dialog.locator("#create-name").fill(name)
        dialog.locator("#create-command").fill(command)
        if terminal:
            dialog.locator("#create-openStdin-true").check()
            dialog.locator("#create-tty-true").check()
        return dialog

    def open(self, name: str) -> None:
        """Open the panel of a container."""
        self.page.locator(f'[data-container="{name}"]').click()
        self.screen.until(lambda: self.page.locator("#panel h2").inner_text() == name, 5, f"the panel of {name}")

    def press(self, command: str) -> None:
        """Press a command of the open panel."""
        self.page.click(f'#panel [data-command="{command}"]')

    def says(self, *words: str) -> None:
        """Wait until the panel says all of these."""
        panel = self.page.locator("#panel")
        self.screen.until(lambda: all(word in panel.inner_text() for word in words), 15, f"the panel to say {words}")
