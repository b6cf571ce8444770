"""A page in a real browser as a person sees it: its cards, the arrows that light up, and everything it complains of."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

from tests.support.docker_cli import DockerCli
from tests.support.waiting import wait_until

#: Notes each arrow that lights up (an animation of the browser itself) and tells violations of the CSP as errors.
_WITNESS = """
const lit = [];
const known = new WeakSet();
function look() {
  for (const animation of document.getAnimations()) {
    const arrow = known.has(animation) ? null : animation.effect.target.closest("[data-edge]");
    known.add(animation);
    if (arrow) lit.push([arrow.dataset.edge, arrow.dataset.from, arrow.dataset.to]);
  }
}
setInterval(look, 40);
Object.defineProperty(window, "witness", { value: { lit } });
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
  console.error("CSP", violatedDirective, blockedURI, sample));
"""
_CARDS = """
() => [...document.querySelectorAll("[data-container]")].map((card) => ({
  name: card.dataset.container,
  state: card.dataset.state,
  health: card.dataset.health,
  exitCode: card.dataset.exitCode,
  room: card.closest("[data-room]")?.dataset.room,
  text: card.textContent,
}))
"""

Card = dict[str, str]
Arrow = tuple[str, str, str]


class Screen:
    """One browser window on the app at `base`; `complaints` holds what must not happen on any page."""

    def __init__(self, browser: Browser, base: str, **options: Any) -> None:
        options.setdefault("viewport", {"width": 1920, "height": 1080})
        self._context = browser.new_context(**options)
        self._context.add_init_script(_WITNESS)
        self.base = base
        self.complaints: list[str] = []
        self._forgiven: list[str] = []
        self.documents: list[str] = []
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(15_000)
        self._listen()

    def _listen(self) -> None:
        page = self.page
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("dialog", self._dismiss)
        page.on("request", self._see_request)
        page.on("requestfailed", lambda request: self._complain(f"failed: {request.url} {request.failure}"))

    def close(self) -> None:
        """Close the window."""
        self._context.close()

    def open(self, path: str = "/") -> "Screen":
        """Go to a page and wait until it is connected and shows its picture."""
        self.page.goto(self.base + path)
        self.until(self._is_connected, 15, "a first picture")
        del self.documents[:-1]  # where the networks changed meanwhile the page has loaded itself again
        return self

    def _is_connected(self) -> bool:
        return self.page.locator('body:not([data-connecting], [data-revision="0"])').count() == 1

    def cards(self) -> list[Card]:
        """Return every container on the page."""
        found: list[Card] = self.page.evaluate(_CARDS)
        return found

    def card(self, name: str) -> Card | None:
        """Return one container, None when it is not there; fails when it is there twice."""
        found = [card for card in self.cards() if card["name"] == name]
        assert len(found) <= 1, f"{name} stands {len(found)} times on the page"
        return found[0] if found else None

    def live(self) -> str | None:
        """Return the body's `data-live`."""
        return self.page.get_attribute("body", "data-live")

    def until(self, condition: Callable[[], Any], timeout: float, what: str) -> None:
        """Wait until `condition` is true of the page or of what was heard from it."""

        def heard() -> Any:
            self.page.wait_for_timeout(0)  # Playwright tells its events only while it is asked something
            return condition()

        wait_until(heard, timeout, f"{what} on {self.page.url}")

    def until_live(self, live: str = "live", timeout: float = 20) -> None:
        """Wait until the page says that it is `live`, `stale` or `lost`."""
        wait_until(lambda: self.live() == live, timeout, f"{self.page.url} to be {live}")

    def until_card(self, name: str, **facts: str) -> None:
        """Wait until the container's card says all of `facts`."""
        last: list[Card | None] = []

        def agrees() -> bool:
            last[:] = [self.card(name)]
            return last[0] is not None and facts.items() <= last[0].items()

        try:
            wait_until(agrees, 15, name)
        except AssertionError:
            raise AssertionError(f"{self.page.url}: {name} should be {facts}; last seen: {last}") from None

    def until_equal(self, docker: DockerCli, timeout: float = 15) -> None:
        """Wait until the cards are, by name and state, what `docker ps -a` tells."""
        last: dict[str, Any] = {}

        def agrees() -> bool:
            last.update(page={card["name"]: card["state"] for card in self.cards()}, engine=docker.ps())
            return len(self.cards()) == len(last["engine"]) and last["page"] == last["engine"]

        try:
            wait_until(agrees, timeout, "the page to equal docker ps -a")
        except AssertionError:
            raise AssertionError(f"{self.page.url} is not docker ps -a: {last}") from None

    def lit(self) -> list[Arrow]:
        """Return the arrows that lit up since `forget_lit`, in order."""
        return [(edge, start, end) for edge, start, end in self.page.evaluate("witness.lit")]

    def forget_lit(self) -> None:
        """Begin to note arrows anew."""
        self.page.evaluate("void witness.lit.splice(0)")

    def until_lit(self, *arrows: Arrow) -> None:
        """Wait until these arrows lit up, in this order, whatever else did."""
        last: list[Arrow] = []

        def came() -> bool:
            last[:] = self.lit()
            rest = iter(last)
            return all(arrow in rest for arrow in arrows)

        try:
            wait_until(came, 10, "arrows")
        except AssertionError:
            raise AssertionError(f"{self.page.url}: {arrows} should light up; lit: {last}") from None

    def forgive_refusal(self, status: int) -> None:
        """Wait for an answer of this status; more may be noted: the page asks for what is refused."""
        noted = f"the server responded with a status of {status} "
        self.until(lambda: any(noted in one for one in self.complaints), 10, f"an answer {status}")
        self._forgiven.append(noted)
        self.complaints[:] = [one for one in self.complaints if noted not in one]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._complain(f"console: {message.text}")

    def _complain(self, what: str) -> None:
        """Keep a complaint; that the machine's networks change is what containers that come and go do to a browser.

        A page that missed a module for it asks `/healthz` and loads itself again, which cuts off the answer's rest; one
        that is left early has not got all that comes behind its picture.
        """
        left = any(path in what for path in ("/healthz", "/static/", "/api/v1/"))
        cut = "net::ERR_ABORTED" in what and left
        forgiven = any(noted in what for noted in self._forgiven)
        if "net::ERR_NETWORK_CHANGED" not in what and not cut and not forgiven:
            self.complaints.append(what)

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _see_request(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            self.documents.append(request.url)
        if urlsplit(request.url).scheme != "data" and not request.url.startswith(self.base):
            self.complaints.append(f"foreign: {request.url}")
