"""Settings kept for copies of removed containers: by container, the newest, for a limited time."""

from dockcycle.domain.create.spec import CreateSpec
from dockcycle.live.commands.copied_specs import CHARACTERS_AT_MOST, KEPT_AT_MOST, KEPT_SECONDS, CopiedSpecs


class Clock:
    """A clock that the test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_newest_settings_of_a_container_are_kept() -> None:
    kept = CopiedSpecs()
    kept.keep(("local", "a"), CreateSpec("old"))
    kept.keep(("local", "a"), CreateSpec("new"))

    assert kept.get(("local", "a")) == CreateSpec("new")
    assert kept.get(("other", "a")) is None


def test_the_oldest_go_when_there_are_many() -> None:
    kept = CopiedSpecs()
    for number in range(KEPT_AT_MOST + 1):
        kept.keep(("local", str(number)), CreateSpec("image"))

    assert kept.get(("local", "0")) is None
    assert kept.get(("local", "1")) is not None


def test_settings_are_forgotten_after_their_time() -> None:
    clock = Clock()
    kept = CopiedSpecs(clock)
    kept.keep(("local", "a"), CreateSpec("image"))
    clock.now += KEPT_SECONDS

    assert kept.get(("local", "a")) is not None
    clock.now += 1
    assert kept.get(("local", "a")) is None


def test_settings_that_are_too_long_are_not_kept() -> None:
    kept = CopiedSpecs()
    kept.keep(("local", "a"), CreateSpec("x" * CHARACTERS_AT_MOST))

    assert kept.get(("local", "a")) is None
