"""A numeral's surface, without unit, to its value: Chinese, Arabic and mixed numerals.

Every value is exact: an int or a Decimal made from the digits as written.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from healthkpi.vocabulary.load import read_yaml

LONGEST = 64  # characters of a Chinese numeral; what is longer is no number but a pattern


class Digits(NamedTuple):
    """The characters that numerals are written with, and what each is worth."""

    digits: dict[str, int]
    tens: dict[str, int]
    powers: dict[str, int]
    formal: frozenset[str]


@cache
def digit_table() -> Digits:
    """The numeral characters of vocabulary/numerals.yaml."""
    data = read_yaml("numerals.yaml")
    formal = {**data["formal_digits"], **data["formal_tens"]}
    digits = {**data["digits"], **data["formal_digits"]}
    digits.update({str(n): n for n in range(10)})
    tens = {**data["tens"], **data["formal_tens"]}
    return Digits(digits, tens, dict(data["powers"]), frozenset(formal))


def parse_plain(surface: str) -> Decimal:
    """The value of ASCII digits with optional thousands separators (, or a blank) and a point."""
    if not surface.isdigit():
        surface = surface.replace(",", "").replace("，", "").replace(" ", "")
    return Decimal(surface)


@lru_cache(maxsize=65536)
def parse_numeral(surface: str) -> Decimal | None:
    """The value of a Chinese or mixed numeral (一万五千亿, 3万4000, 二〇二五), or None.

    Blanks count for nothing. A digit that ends a numeral without a zero before it takes the next
    lower place (三万五 is 35,000), as people say it.
    """
    if " " in surface or "\n" in surface:
        surface = "".join(surface.split())
    whole, point, fraction = surface.partition("点")
    if point:
        return _with_fraction(whole, fraction)
    value = _parse_whole(whole)
    return None if value is None else Decimal(value)


def _with_fraction(whole: str, fraction: str) -> Decimal | None:
    digits = digit_table().digits
    value = _parse_whole(whole)
    if value is None or not fraction or any(char not in digits for char in fraction):
        return None
    places = "".join(str(digits[char]) for char in fraction)
    return Decimal(value) + Decimal(f"0.{places}")


def _parse_whole(text: str) -> int | Decimal | None:
    """Powers of ten thousand first, the highest that stands last: 一万五千亿 is (一万五千)亿."""
    for char, power in (("兆", 10**12), ("亿", 10**8), ("万", 10**4)):
        left, found, right = text.rpartition(char)
        if found:
            return _join(left, power, right)
    return _parse_small(text)


def _join(left: str, power: int, right: str) -> int | Decimal | None:
    high = _parse_whole(left) if left else 1
    if high is None:
        return None
    if not right:
        return high * power
    if len(right) == 1 and right in digit_table().digits:
        low: int | Decimal | None = digit_table().digits[right] * power // 10
    elif right[0] in "百千佰仟":
        return None  # 万千, as in 1002万千瓦
    else:
        low = _parse_whole(right)
    if low is None or low >= power or not isinstance(low, int) or not isinstance(high, int):
        return None
    return high * power + low


@lru_cache(maxsize=32768)
def _parse_small(text: str) -> int | Decimal | None:
    """A numeral without 万 and above."""
    table = digit_table()
    if text.isascii():
        return _parse_ascii(text)
    if all(char in table.digits for char in text):
        return _digit_string(text, table)
    return _parse_places(text, table)


def _digit_string(text: str, table: Digits) -> int:
    return int("".join(str(table.digits[char]) for char in text))


def _parse_ascii(text: str) -> int | Decimal | None:
    try:
        value = parse_plain(text)
    except ArithmeticError:
        return None
    return int(value) if value == value.to_integral_value() and "." not in text else value


def _parse_places(text: str, table: Digits) -> int | None:
    """十, 百 and 千 with their digits, each place lower than the one before."""
    text, tail = _split_tail(text)
    total, digit, place, zero = 0, None, 100_000, False
    for char in text:
        value = table.digits.get(char)
        if value is not None:
            if digit is not None and (digit or not zero):
                return None
            zero, digit = zero or value == 0, value
            continue
        unit = table.tens.get(char)
        if unit is None:
            return None
        step = 10 if 10 < unit < 100 else unit
        if step >= place:
            return None
        total += unit if step != unit else (digit or 1) * unit
        place, digit, zero = step, None, False
    if tail:
        return total + int(tail) if digit in (None, 0) and int(tail) < place else None
    if digit is None:
        return total
    elided = place if place >= 100 and not zero and total else 10
    return total + digit * elided // 10


def _split_tail(text: str) -> tuple[str, str]:
    """Cut off the ASCII digits that end a mixed numeral, when they are more than one: 1百01."""
    head = text.rstrip("0123456789")
    tail = text[len(head) :]
    return (head, tail) if len(tail) > 1 else (text, "")


_PAIR = re.compile(r"(?=([一两二三四五六七八九])([两二三四五六七八九]))")


@lru_cache(maxsize=8192)
def parse_span_of_digits(surface: str) -> tuple[Decimal, Decimal] | None:
    """The bounds of 三五百, 七八十, 十七八, 两三: two neighbouring digits in one place, or None."""
    surface = "".join(surface.split())
    if "点" in surface:
        return None
    digits = digit_table().digits
    for match in _PAIR.finditer(surface):
        at = match.start()
        first, second = digits[match[1]], digits[match[2]]
        if second - first != 1 and (first, second) != (3, 5):
            continue
        if surface[at - 1 : at] in digits or surface[at + 2 : at + 3] in digits:
            return None
        low = parse_numeral(surface[: at + 1] + surface[at + 2 :])
        high = parse_numeral(surface[:at] + surface[at + 1 :])
        if low is not None and high is not None and low < high:
            return low, high
    return None


def scale(value: Decimal, power: int) -> Decimal:
    """``value`` times ``power``, written without an exponent and without idle zeros."""
    product = value * power
    whole = product.to_integral_value()
    return whole if product == whole else product.normalize()


def parse_any(surface: str) -> Decimal | None:
    """The value of a numeral in digits or Chinese, or None."""
    surface = "".join(surface.split())
    if not surface or len(surface) > LONGEST:
        return None
    if surface[0] == "负":
        value = parse_any(surface[1:])
        return None if value is None else -value
    if surface.isascii() or "，" in surface:
        try:
            return parse_plain(surface)
        except ArithmeticError:
            return None
    return parse_numeral(surface)
