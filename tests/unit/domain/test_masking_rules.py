"""The rules of masking: each masks its own examples and leaves its near misses."""

import re

import pytest

from dockcycle.domain import masking_rules
from dockcycle.domain.masking import masked_text, masked_words
from dockcycle.domain.masking_rules import ANY_TOKEN, ERROR_RULES, HIDDEN, TEXT_RULES, TOKENS, Rule, Token

RULES = tuple(dict.fromkeys((*TEXT_RULES, *ERROR_RULES)))


def of_all(rules: tuple[Rule, ...] | tuple[Token, ...], field: str) -> list[tuple[Rule | Token, str]]:
    return [(rule, text) for rule in rules for text in getattr(rule, field)]


@pytest.mark.parametrize(("rule", "text"), of_all(RULES, "examples"))
def test_a_rule_masks_its_examples_only_where_the_secret_is(rule: Rule, text: str) -> None:
    found: list[str] = []
    masked = rule.masked(text, found.append)

    assert "hunter2" in "".join(found)
    assert "hunter2" not in masked
    assert text.startswith(masked.partition(HIDDEN)[0])
    assert text.endswith(masked.rpartition(HIDDEN)[2])


@pytest.mark.parametrize(("rule", "text"), of_all(RULES, "near_misses"))
def test_a_rule_leaves_its_near_misses(rule: Rule, text: str) -> None:
    assert rule.masked(text) == text


@pytest.mark.parametrize(("rule", "text"), of_all(TEXT_RULES, "examples"))
def test_a_command_line_shows_no_example(rule: Rule, text: str) -> None:
    assert "hunter2" not in masked_text(text)


@pytest.mark.parametrize(("rule", "text"), of_all(ERROR_RULES, "examples"))
def test_an_error_message_shows_no_example(rule: Rule, text: str) -> None:
    assert "hunter2" not in masked_words(text)


@pytest.mark.parametrize(("token", "text"), of_all(TOKENS, "examples"))
def test_a_token_is_recognised(token: Token, text: str) -> None:
    assert re.search(token.pattern, text)
    assert masked_text(text) == HIDDEN


@pytest.mark.parametrize(("token", "text"), of_all(TOKENS, "near_misses"))
def test_a_near_miss_of_a_token_is_not(token: Token, text: str) -> None:
    assert not ANY_TOKEN.search(text)


def test_every_rule_is_applied_and_has_examples_of_both_kinds() -> None:
    defined = {rule for rule in vars(masking_rules).values() if isinstance(rule, Rule)}

    assert defined == set(RULES)
    kinds: list[Rule | Token] = [*RULES, *TOKENS]
    assert all(kind.examples and kind.near_misses for kind in kinds)
    assert len({kind.name for kind in kinds}) == len(kinds)
