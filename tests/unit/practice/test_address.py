"""The options of a practice address."""

import pytest

from dockcycle.engine.practice.address import Options, parse


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("practice://", Options(life=True)),
        ("practice://?life=0", Options(life=False)),
        ("practice://?containers=2000", Options(containers=2000, life=False)),
        ("practice://?containers=5&life=1", Options(containers=5, life=True)),
        (
            "practice://?containers=100&rate=1000&seconds=10&delay=2",
            Options(containers=100, rate=1000, seconds=10, delay=2, life=False),
        ),
    ],
)
def test_what_it_says(address: str, options: Options) -> None:
    assert parse(address) == options


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("practice://?nonsense=1", "nonsense"),
        ("practice://?containers=-1", "containers"),
        ("practice://?containers=many", "containers"),
        ("practice://?containers=", "containers"),
        ("practice://?containers=1.5", "containers"),
        ("practice://?containers=20001", "20000"),
        ("practice://?containers=1&containers=2", "twice"),
        ("practice://?life=2", "life"),
        ("practice://?rate=²", "rate"),
        ("practice://host", "practice address"),
        ("practice:///path", "practice address"),
        ("unix:///x", "practice address"),
    ],
)
def test_what_it_refuses_in_plain_words(address: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        parse(address)
