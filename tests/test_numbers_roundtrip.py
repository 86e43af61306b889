"""Whole numbers written in each usual Chinese style read back exactly."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from tests.chinese_writer import (
    digit_by_digit,
    in_formal_words,
    in_ten_thousands,
    in_words,
    with_commas,
)

from healthkpi.extract.numbers import read_number


def is_read_digit_by_digit(number: int) -> bool:
    """一五 may be 15 or "one or five"; from three digits on, or with a 〇, there is no doubt."""
    return number > 99 or "0" in str(number)


STYLES: dict[str, tuple[Callable[[int], str], Callable[[int], bool]]] = {
    "words": (in_words, lambda _: True),
    "formal": (in_formal_words, lambda _: True),
    "digit by digit": (digit_by_digit, is_read_digit_by_digit),
    "digits": (str, lambda _: True),
    "commas": (with_commas, lambda number: number >= 1000),
    "ten thousands": (in_ten_thousands, lambda _: True),
}


def misread(style: str, numbers: list[int]) -> list[tuple[str, object]]:
    write, fits = STYLES[style]
    wrong: list[tuple[str, object]] = []
    for number in filter(fits, numbers):
        text = write(number)
        read = read_number(text)
        if read is None or read.value != number or read.comparator != "eq" or read.unit:
            wrong.append((text, read))
    return wrong


@pytest.mark.parametrize("style", STYLES)
def test_every_number_below_a_hundred_thousand(style: str) -> None:
    assert not misread(style, list(range(100_000)))[:5]


@pytest.mark.parametrize("style", STYLES)
def test_large_numbers(style: str) -> None:
    drawn = random.Random(20240501)
    numbers = [drawn.randrange(10 ** drawn.randint(5, 16)) for _ in range(100_000)]
    numbers += [10**power + step for power in range(4, 16) for step in (-1, 0, 1, 10**3)] + [10**16]
    assert not misread(style, numbers)[:5]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (15, "十五"),
        (115, "一百一十五"),
        (1001, "一千零一"),
        (10_010, "一万零一十"),
        (300_200_000, "三亿零二十万"),
        (2 * 10**12, "二万亿"),
    ],
)
def test_the_writer_itself(number: int, words: str) -> None:
    assert in_words(number) == words
