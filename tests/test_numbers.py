"""The number reader: spans, forms, and the examples of its vocabulary."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthkpi.extract.number_lexicon import lexicon, trie_pattern
from healthkpi.extract.number_parse import parse_numeral, scale
from healthkpi.extract.numbers import find_numbers, read_number, scan
from healthkpi.models import Number
from healthkpi.vocabulary.load import read_yaml

FILES = ("units.yaml", "comparators.yaml", "numerals.yaml")


def shown(number: Number) -> str:
    """A number as the vocabulary's examples write it: ``gt 50 位``, ``3..5 家``."""
    value = f"{number.low}..{number.high}" if number.value is None else f"{number.value}"
    bound = "" if number.comparator == "eq" else number.comparator
    return " ".join(part for part in (bound, value, number.unit) if part)


def entries(node: Any) -> list[tuple[str, list[str]]]:
    """Each example and counter-example below ``node``."""
    found: list[tuple[str, list[str]]] = []
    if isinstance(node, list):
        for item in node:
            found.extend(entries(item))
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in ("examples", "not"):
                found.extend(value.items())
            else:
                found.extend(entries(value))
    return found


EXAMPLES = [pytest.param(*e, id=e[0]) for name in FILES for e in entries(read_yaml(name))]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_vocabulary_example(text: str, expected: list[str]) -> None:
    assert [shown(number) for number in find_numbers(text)] == expected


@pytest.mark.parametrize("family", [f["name"] for f in read_yaml("units.yaml")["families"]])
def test_every_family_has_examples_and_counter_examples(family: str) -> None:
    entry = next(f for f in read_yaml("units.yaml")["families"] if f["name"] == family)
    assert entry["examples"]
    assert entry["not"]


def test_every_unit_is_read_after_a_number() -> None:
    missed = []
    for surface, unit in lexicon().units.items():
        numbers = find_numbers(f"计12{surface}。")
        if len(numbers) != 1 or numbers[0].unit != unit:
            missed.append((surface, unit, numbers))
    assert not missed


def test_every_comparator_before_a_number_is_read() -> None:
    for group in lexicon().before.values():
        for before in group:
            text = f"为{before.word}7家"
            (number,) = find_numbers(text)
            assert (number.comparator, text[number.start : number.end]) == (
                before.comparator,
                f"{before.word}7家",
            )


def test_no_idiom_is_a_number() -> None:
    for word in read_yaml("numerals.yaml")["words"]:
        assert not find_numbers(f"推进{word}。"), word


LETTERS = "一二三十百千万亿零〇两半数几点负多余分之0123456789.,，%‰—-/∶至 \n年个家次约近超以上下"


@given(st.text(alphabet=LETTERS))
def test_any_text_is_read_in_order_and_covers_every_digit(text: str) -> None:
    numbers = find_numbers(text)
    for number in numbers:
        assert 0 <= number.start < number.end <= len(text)
        assert (number.value is None) == (number.low is not None)
        if number.low is not None and number.high is not None:
            assert number.low < number.high
    assert all(a.end <= b.start for a, b in pairwise(numbers))
    covered = {i for n in numbers for i in range(n.start, n.end)}
    assert covered >= {i for i, char in enumerate(text) if char in "0123456789"}


def test_refused_numerals_are_told_on_request() -> None:
    text = "推进“三医”联动和一体化，新建两家。"
    refused: list[tuple[int, int]] = []
    numbers = list(scan(text, refused))
    assert [text[n.start : n.end] for n in numbers] == ["两家"]
    assert [text[a:b] for a, b in refused] == ["三", "一体化"]


@pytest.mark.parametrize(
    "piece", ["一", "1", "一 ", "1-", "1 ", "万", "1万", "一分之", "百分之", "1至", "1，"]
)
def test_endless_runs_are_read_in_their_length(piece: str) -> None:
    text = piece * 6000
    covered = sum(n.end - n.start for n in find_numbers(text))
    assert covered >= sum(char in "0123456789" for char in text)
    assert read_number("一" * 6000) is None


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("三百余万", 3_000_000, "gt"),
        (" 12 ", 12, "eq"),
        ("一一", 11, "eq"),
        ("近百", 100, "approx"),
    ],
)
def test_read_number(text: str, value: int, comparator: str) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.value, number.comparator) == (value, comparator)
    assert text[number.start : number.end] == text.strip()


@pytest.mark.parametrize(
    "text", ["", " ", "家", "共12家", "12家和3家", "零点", "点零", "10..1万", "负"]
)
def test_read_number_refuses(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("共有21 653人次献血", ["21 653人次"]),
        ("总量1 204 653单位", ["1 204 653单位"]),
        ("见表1 235例患者", ["1", "235例"]),  # a table's number and another
        ("床位 21 653 张", ["21", "653 张"]),  # two columns
        ("共有21 65人", ["21", "65人"]),
    ],
)
def test_blanks_may_part_groups_of_three_digits(text: str, surfaces: list[str]) -> None:
    assert [text[n.start : n.end] for n in find_numbers(text)] == surfaces


def test_values_are_exact() -> None:
    (number,) = find_numbers("2.55亿元")
    assert number.value == Decimal(255_000_000)
    assert str(number.value) == "255000000"
    assert str(scale(Decimal("0.12"), 100)) == "12"


@pytest.mark.parametrize("text", ["十百", "一二三百", "两两三十", "十万万千", "点五", "百百"])
def test_what_is_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


def test_trie_pattern_takes_the_longest_word() -> None:
    import re

    pattern = re.compile(trie_pattern({"人": ["才"], "人次": (), "个百分点": (), "个": ()}))
    assert [m[0] for m in pattern.finditer("人次人才个百分点个")] == ["人次", "个百分点", "个"]
