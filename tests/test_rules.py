"""The rules for what is no claim keep to their own examples and counter-examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from tests.conftest import RAW

from healthkpi.errors import VocabularyError
from healthkpi.extract import nonclaims
from healthkpi.extract.nonclaims import expand, find_nonclaims
from healthkpi.extract.seeds import fold
from healthkpi.ingest.sources import find_sources, read_source
from healthkpi.models import Role
from healthkpi.vocabulary.load import read_yaml

RULES: list[dict[str, Any]] = read_yaml("nonclaims.yaml")


def rules_matching(text: str) -> set[str]:
    return {found.rule for found in find_nonclaims(fold(text))}


@pytest.mark.parametrize("entry", RULES, ids=lambda entry: entry["rule"])
def test_a_rule_keeps_to_its_examples(entry: dict[str, Any]) -> None:
    assert entry["examples"]
    assert entry["not"]
    for example in entry["examples"]:
        assert entry["rule"] in rules_matching(example), example
    for counter in entry["not"]:
        assert entry["rule"] not in rules_matching(counter), counter


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """All examples, and the sample bulletins."""
    lines = [line for entry in RULES for line in (*entry["examples"], *entry["not"])]
    documents = [read_source(path).text for path in find_sources([RAW])]
    return ["\n" + fold(text) for text in (*lines, *documents)]


def starts(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """First characters of the matches; a run of digits or letters is one place to begin at."""
    for match in pattern.finditer(text):
        before, first = text[match.start() - 1 : match.start()], match.group()[:1]
        inside = before.isdecimal() and first.isdecimal()
        inside |= before.isascii() and before.isalpha() and first.isascii() and first.isalpha()
        if first and not inside:
            yield first


@pytest.mark.parametrize("entry", RULES, ids=lambda entry: entry["rule"])
def test_the_first_characters_are_all_named(entry: dict[str, Any], texts: list[str]) -> None:
    """A character missing in ``first`` would make a rule deaf without anybody noticing."""
    pattern = re.compile(expand(entry["pattern"]))
    members = re.compile(f"[{expand(entry['first'])}]")
    deaf = {first for text in texts for first in starts(pattern, text) if not members.match(first)}
    assert not deaf


def test_rules_have_names_of_their_own_and_known_roles() -> None:
    names = [entry["rule"] for entry in RULES]
    assert len(set(names)) == len(names)
    assert {entry["role"] for entry in RULES} <= set(get_args(Role)) - {"claim", "unresolved"}


def test_every_field_is_known() -> None:
    fields = {"rule", "role", "first", "pattern", "examples", "not"}
    assert all(set(entry) == fields for entry in RULES)


def test_a_broken_pattern_names_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [{**RULES[0], "rule": "torn", "pattern": "(1"}]
    monkeypatch.setattr(nonclaims, "read_yaml", lambda name: broken)
    nonclaims._rules.cache_clear()
    try:
        with pytest.raises(VocabularyError, match="rule torn"):
            find_nonclaims("1")
    finally:
        nonclaims._rules.cache_clear()
