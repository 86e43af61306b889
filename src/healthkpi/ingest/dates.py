"""Dates and years of a text as metadata wants them, in digits or Chinese numerals."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

_HAN_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": "0", "○": "0", "Ｏ": "0", "O": "0",
}  # fmt: skip
_HAN_YEAR = re.compile(r"(?<![一二三四五六七八九十])([一二][一二三四五六七八九〇零○ＯO0]{3})(?=年)")
_YEAR = re.compile(r"(?<![\d.])((?:19[5-9]|20[0-4])\d)\s*年")
_HAN_NUMBER = r"(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DATE = re.compile(
    r"(?<!\d)((?:19[5-9]|20[0-4])\d)\s*(?:年|[-/.])\s*"
    rf"(\d{{1,2}}|{_HAN_NUMBER})\s*(?:月|[-/.])\s*(\d{{1,2}}|{_HAN_NUMBER})(?:\s*日|(?![\d.]))"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_NO_FIGURE = re.compile(  # dates, clock times, telephone numbers
    r"(?:19|20)\d\d\s*年?(?:\s*[-—至到~]\s*(?:19|20)\d\d)?\s*年?|\d{1,2}\s*[月日时号版期]"
    r"|\d{1,2}:\d\d|\d{3,4}-\d{6,8}|1\d{10}"
)


def with_digit_years(text: str) -> str:
    """``text`` with years such as 二〇二四年 in digits; its length does not change."""
    return _HAN_YEAR.sub(lambda match: "".join(_HAN_DIGITS.get(c, c) for c in match[1]), text)


def find_years(text: str) -> Iterator[tuple[int, int, int]]:
    """Each ``2024年`` of a text with years in digits: (start, end, year)."""
    for match in _YEAR.finditer(text):
        yield match.start(), match.end(), int(match[1])


def find_dates(text: str) -> Iterator[tuple[int, int, datetime.date]]:
    """Each full date of a text with years in digits: (start, end, date)."""
    for match in _DATE.finditer(text):
        try:
            day = datetime.date(int(match[1]), small_number(match[2]), small_number(match[3]))
        except ValueError:
            continue
        yield match.start(), match.end(), day


def small_number(text: str) -> int:
    """A month or day in digits or Chinese numerals: 12, 十二."""
    if text.isdigit():
        return int(text)
    tens, _, ones = text.partition("十") if "十" in text else ("0", "", text)
    digit = {**_HAN_DIGITS, "": "1" if "十" in text else "0"}
    return int(digit.get(tens, "0")) * 10 + int(_HAN_DIGITS.get(ones, "0"))


def count_figures(text: str) -> int:
    """How many figures ``text`` tells: its numbers but for dates, clock times and telephones."""
    return len(_FIGURE.findall(_NO_FIGURE.sub("", text)))
