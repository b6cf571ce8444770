"""What a failed pull says: a sentence and a way out for every reason."""

from dockcycle.domain.pull import PullReason
from dockcycle.web.words import PULL_REASONS


def test_every_reason_has_its_own_sentence_and_help() -> None:
    assert set(PULL_REASONS) == set(PullReason)
    assert len({text for text, _ in PULL_REASONS.values()}) == len(PullReason)
    assert all(help for _, help in PULL_REASONS.values())


def test_plain_http_says_what_to_set_and_what_docker_29_10_changed() -> None:
    _, help = PULL_REASONS[PullReason.PLAIN_HTTP]

    assert all(word in help for word in ("insecure-registries", "29.10", "127.0.0.0/8"))
