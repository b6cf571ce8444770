"""What a failed pull says: a sentence and a way out for every reason."""

from dockcycle.domain.pull import PullReason
from dockcycle.web.text.glossary import PULL_REASONS, PULL_REASONS_OF_HUB, pull_reason


def test_every_reason_has_its_own_sentence_and_help() -> None:
    assert set(PULL_REASONS) == set(PullReason)
    assert len({text for text, _ in PULL_REASONS.values()}) == len(PullReason)
    assert all(help for _, help in PULL_REASONS.values())


def test_plain_http_says_what_to_set_and_what_docker_29_10_changed() -> None:
    _, help = PULL_REASONS[PullReason.PLAIN_HTTP]

    assert all(word in help for word in ("insecure-registries", "29.10", "127.0.0.0/8"))


def test_the_advice_about_docker_hub_names_it_and_no_part_of_the_reference() -> None:
    assert set(PULL_REASONS_OF_HUB) < set(PullReason)
    for reason in PULL_REASONS_OF_HUB:
        text, help = pull_reason(reason, "docker.io")
        assert "docker.io" in text
        assert "slash" not in help
        assert pull_reason(reason, "registry.example:5000") == PULL_REASONS[reason]


def test_other_failures_at_docker_hub_have_the_general_advice() -> None:
    assert pull_reason("unknown_image", "docker.io") == PULL_REASONS["unknown_image"]
    assert pull_reason("nonsense", "docker.io") == PULL_REASONS["other"]
