"""Create and run from the page, on a real engine and on the practice engine: the line, the card, the ways out."""

import pytest

from tests.browser.conftest import OpenScreen
from tests.browser.create_form import LASTS, CreateForm
from tests.support.app import App
from tests.support.dockerd import IMAGE

pytestmark = [pytest.mark.engine, pytest.mark.browser]


@pytest.fixture(params=["real", "practice"])
def form(request: pytest.FixtureRequest, screens: OpenScreen) -> CreateForm:
    """The board of either engine."""
    is_real = request.param == "real"
    if is_real:
        request.getfixturevalue("docker")
    app: App = request.getfixturevalue("app" if is_real else "practice")
    screen = screens(app.url)
    screen.until_live()
    return CreateForm(screen, IMAGE if is_real else "busybox:latest")


def test_create_stands_in_created_and_has_the_focus(form: CreateForm) -> None:
    form.make("made-1", start=False)

    form.screen.until_card("made-1", room="created", state="created")
    form.screen.until(
        lambda: form.screen.page.evaluate("document.activeElement.dataset.container") == "made-1", 10, "the focus"
    )
    assert f"docker create --name made-1 --network none {form.image} sleep 600" in form.outcome()


def test_run_is_created_and_started(form: CreateForm) -> None:
    form.screen.forget_lit()
    form.make("ran-1")

    form.screen.until_card("ran-1", room="running")
    form.screen.until_lit(("create", "images", "created"), ("start", "created", "running"))
    assert f"docker run -d --name ran-1 --network none {form.image} sleep 600" in form.outcome()


def test_the_lines_follow_what_is_typed_and_the_arguments_are_seen(form: CreateForm) -> None:
    form.open()
    form.fill(name="shown", command="sh -c 'echo \"a b\"'", network="")
    arguments = form.dialog.locator(".field:has(#create-command) .arguments li")
    assert arguments.all_inner_texts() == ["sh", "-c", 'echo "a b"']
    form.screen.page.locator("summary", has_text="Environment").click()
    form.screen.page.get_by_label("Variable NAME").first.fill("MODE=fast and loose")
    form.screen.page.locator("summary", has_text="Limits").click()
    form.screen.page.fill("#create-memory", "64m")

    rest = f"--name shown -e 'MODE=fast and loose' --memory 64m {form.image} sh -c 'echo \"a b\"'"
    form.until_lines(f"docker create {rest}", f"docker run -d {rest}")
    assert form.screen.card("shown") is None


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(form: CreateForm) -> None:
    form.open()
    form.fill(name="wrong", network="")
    form.screen.page.locator("summary", has_text="Limits").click()
    form.screen.page.fill("#create-memory", "lots")

    wrong = form.dialog.locator("#create-memory-wrong")
    form.screen.until(lambda: "lots" in wrong.inner_text(), 10, "what is wrong")
    form.screen.forgive_refusal(400)
    form.screen.page.fill("#create-memory", "64m")
    form.screen.until(lambda: wrong.inner_text() == "", 10, "nothing wrong")
    assert form.screen.page.input_value("#create-name") == "wrong"
    assert form.screen.page.input_value("#create-command") == LASTS


def test_a_name_that_is_none_is_said_before_anything_is_sent(form: CreateForm) -> None:
    form.open()
    form.fill(name="no spaces please", network="")

    form.screen.until(lambda: form.dialog.locator("#create-name-wrong").inner_text() != "", 10, "what is wrong")
    form.screen.forgive_refusal(400)
    assert form.screen.page.get_attribute("#create-name", "aria-invalid") == "true"


def test_a_pasted_line_fills_the_form_and_names_what_is_left_out(form: CreateForm) -> None:
    form.open()
    line = (
        f"docker run -d --name pasted -e A=1 -p 8080:80 --restart on-failure:3 --privileged --hostname h {form.image} "
        "sleep 5"
    )
    form.dialog.locator(".paste summary").click()
    form.screen.page.fill("#create-paste", line)
    form.dialog.locator(".paste button", has_text="Fill").click()

    said = form.dialog.locator(".paste .beware")
    form.screen.until(lambda: "--hostname" in said.inner_text(), 10, "what is left out")
    assert form.screen.page.input_value("#create-name") == "pasted"
    assert form.screen.page.input_value("#create-command") == "sleep 5"
    assert form.screen.page.input_value("#create-restart") == "on-failure"
    assert form.screen.page.input_value("#create-restart-tries") == "3"
    assert form.screen.page.is_checked("#create-privileged-true")
    dangers = form.dialog.locator("footer .beware")
    form.screen.until(lambda: dangers.first.inner_text() or dangers.last.inner_text(), 10, "what it gives away")


def test_a_taken_name_says_who_has_it_and_renaming_that_one_frees_it(form: CreateForm) -> None:
    form.make("taken")
    form.screen.until_card("taken", room="running")
    form.open()
    form.fill(name="taken")
    form.press(start=False)

    trouble = form.dialog.locator("footer > .trouble")
    form.screen.until(lambda: trouble.locator("a.container").count() == 1, 10, "who has the name")
    form.screen.forgive_refusal(409)
    assert trouble.locator("a.container").inner_text().startswith("taken")
    trouble.locator("button", has_text="Rename that container").click()
    form.ask.locator("[name=name]").fill("taken-before")
    form.ask.locator(".run").click()
    form.screen.until_card("taken-before", room="running")
    form.press(start=False)
    form.screen.until_card("taken", room="created")


def test_a_taken_name_is_freed_by_removing_its_holder(form: CreateForm) -> None:
    form.make("held")
    form.screen.until_card("held", room="running")
    form.open()
    form.fill(name="held")
    form.press(start=True)

    trouble = form.dialog.locator("footer > .trouble")
    trouble.locator("button", has_text="Remove that container").click()
    form.screen.forgive_refusal(409)
    assert form.ask.locator("code").last.inner_text() == "docker rm -f held"
    old = form.screen.page.get_attribute('[data-container="held"]', "data-id")
    form.ask.locator("[name=sure]").check()
    form.ask.locator(".run").click()
    form.screen.until(lambda: form.screen.card("held") is None, 10, "the holder to go")
    form.press(start=True)
    form.screen.until_card("held", room="running")
    assert form.screen.page.get_attribute('[data-container="held"]', "data-id") != old


def test_created_but_not_started_says_so_and_why(form: CreateForm) -> None:
    form.open()
    form.fill(name="no-such-command", command="no-such-command")
    form.press(start=True)

    trouble = form.dialog.locator("footer > .trouble")
    form.screen.until(lambda: "created but did not start" in trouble.inner_text(), 10, "what became of it")
    form.screen.complaints.clear()  # the browser notes an answer that says no
    form.screen.until_card("no-such-command", room="created")
    assert "executable file not found" in trouble.inner_text()
    trouble.locator("button", has_text="Remove that container").click()
    form.ask.locator(".run").click()
    form.screen.until(lambda: form.screen.card("no-such-command") is None, 10, "it to go")


def test_the_remedy_of_a_lost_shell_is_a_button_that_takes_its_name_over(form: CreateForm) -> None:
    page = form.screen.page
    form.make("lost-shell", command="sh")
    form.screen.until_card("lost-shell", room="exited")
    old = page.get_attribute('[data-container="lost-shell"]', "data-id")
    page.click('[data-container="lost-shell"]')
    page.locator(".panel .remedy").click()

    form.screen.until(lambda: page.locator("#create-name").input_value() == "lost-shell", 10, "the name")
    assert page.is_checked("#create-openStdin-true")
    assert page.is_checked("#create-tty-true")
    form.press(start=True)
    trouble = form.dialog.locator("footer > .trouble")
    trouble.locator("button", has_text="Remove that container").click()
    form.screen.forgive_refusal(409)
    form.ask.locator(".run").click()
    form.screen.until(lambda: form.screen.card("lost-shell") is None, 10, "the old one to go")
    form.press(start=True)
    form.screen.until_card("lost-shell", room="running")
    assert page.get_attribute('[data-container="lost-shell"]', "data-id") != old
    assert page.locator(".panel .remedy:visible").count() == 0


def test_a_shell_without_a_terminal_is_told_before(form: CreateForm) -> None:
    form.open()
    form.fill(command="sh", network="")
    hint = form.dialog.locator("footer > p.beware")
    assert "exits immediately" in hint.inner_text()
    form.screen.page.check("#create-openStdin-true")
    form.screen.page.check("#create-tty-true")
    assert hint.inner_text() == ""


@pytest.mark.parametrize("window", [(360, 800), (683, 384)])
def test_the_form_is_worked_by_keys_in_a_small_window(
    window: tuple[int, int], practice: App, screens: OpenScreen
) -> None:
    width, height = window
    screen = screens(practice.url, "/", viewport={"width": width, "height": height})
    form = CreateForm(screen, "busybox:latest")
    form.open()
    screen.page.keyboard.type(form.image)
    screen.page.keyboard.press("Tab")
    screen.page.keyboard.type(f"keys-{width}")
    assert screen.page.evaluate("document.querySelector('dialog[open]').scrollWidth <= innerWidth")
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        if screen.page.evaluate("document.activeElement.value") == "create":
            break
    screen.page.keyboard.press("Enter")
    screen.until_card(f"keys-{width}", room="created")
