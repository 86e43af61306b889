"""Reads a date expression: which year, and the first and last day of the period it names."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache
from typing import NamedTuple

_DIGITS = str.maketrans("〇○零一二三四五六七八九oO", "000123456789" + "00")
_YEAR = re.compile(r"((?:19|20)\d\d|[一二][〇○零一二三四五六七八九oO]{3})\s*年?")
_CN = "[一二三四五六七八九十]"
_MONTH = re.compile(
    rf"(\d{{1,2}}|{_CN}{{1,3}})\s*月(?:份)?(?:\s*(\d{{1,2}}|{_CN}{{1,3}})\s*[日号])?"
)
_ISO = re.compile(r"((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})")
_PART = re.compile(
    r"(前)?第?([一二三四1-4])个?季度|([上下])半年|前(\d{1,2}|[一二三四五六七八九十]{1,3})个?月"
)
_SPAN = re.compile(r"(?:\d{4}\s*年)?\s*(\d{1,2})(?:月份?)?\s*[-—–―~至到]+\s*(\d{1,2})月")
_DAY_SPAN = re.compile(r"[-—–―~至到]+\s*(\d{1,2})[日号]")
_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class Period(NamedTuple):
    """A stretch of time: its ``label`` in the claims table, first and last day in ISO 8601."""

    year: int
    label: str
    start: str
    end: str

    @property
    def first_year(self) -> int:
        """The year it begins in."""
        return int(self.start[:4])


def in_year(period: Period, year: int) -> Period:
    """The same months and days of another year: 6月底前 below a heading of next year's tasks."""
    label, start, end = (text.replace(str(period.year), str(year)) for text in period[1:])
    last = _day(year, int(end[5:7]), None, True) or end
    return Period(year, label, start, min(end, last))


def whole_year(year: int) -> Period:
    """The period of a year, 1 January to 31 December."""
    return Period(year, str(year), f"{year}-01-01", f"{year}-12-31")


def is_whole_year(period: Period) -> bool:
    """Whether it is one year from its first day to its last."""
    return period[2:] == whole_year(period.year)[2:]


@lru_cache(maxsize=4096)
def parse_period(surface: str, default_year: int | None = None) -> Period | None:
    """The period ``surface`` names, e.g. ``2025年6月至8月``; None where it names no year.

    A date without a year (5月30日) is of ``default_year``. 2024年底 is the year.
    """
    iso = _ISO.search(surface)
    if iso:
        day = _day(int(iso[1]), int(iso[2]), int(iso[3]), False)
        return Period(int(iso[1]), day, day, day) if day else None
    years = [int(match[1].translate(_DIGITS)) for match in _YEAR.finditer(surface)]
    if not years and default_year is None:
        return None
    first, last = (years[0], years[-1]) if years else (default_year or 0, default_year or 0)
    part = _PART.search(surface)
    if part:
        return _of_part(last, part)
    months = [
        (_number(month), _number(day) if day else None) for month, day in _MONTH.findall(surface)
    ]
    if months:
        return _of_months(first, last, months, surface)
    if not years:
        return None
    label = str(last) if first == last else f"{first}..{last}"
    return Period(last, label, f"{first}-01-01", f"{last}-12-31")


def _number(text: str) -> int:
    """A small number in digits or Chinese numerals up to 三十一."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    high = int((tens or "1").translate(_DIGITS)) if ten else 0
    return high * 10 + int((ones or "0").translate(_DIGITS))


def _day(year: int, month: int, day: int | None, last: bool) -> str | None:
    if not 1 <= month <= 12:
        return None
    days = calendar.monthrange(year, month)[1]
    day = day or (days if last else 1)
    return f"{year}-{month:02d}-{day:02d}" if 1 <= day <= days else None


def _of_part(year: int, part: re.Match[str]) -> Period | None:
    """A quarter, a half, or the first months of a year."""
    if part[3]:
        half = 1 if part[3] == "上" else 2
        first, last, label = 6 * half - 5, 6 * half, f"{year}-H{half}"
    elif part[4]:
        first, last = 1, _number(part[4])
        label = f"{year}-01..{year}-{last:02d}"
    else:
        quarter = _QUARTER[part[2]]
        first, last = 1 if part[1] else 3 * quarter - 2, 3 * quarter
        label = f"{year}-{first:02d}..{year}-{last:02d}" if part[1] else f"{year}-Q{quarter}"
    start, end = _day(year, first, 1, False), _day(year, last, None, True)
    return Period(year, label, start, end) if start and end else None


def _of_months(
    first: int, last: int, months: list[tuple[int, int | None]], surface: str
) -> Period | None:
    (month, day), (last_month, last_day) = months[0], months[-1]
    span = _SPAN.search(surface)
    if span and day is None:
        month = int(span[1])
    to_day = _DAY_SPAN.search(surface)
    if to_day and len(months) == 1:
        last_day = int(to_day[1])
    start = _day(first, month, day, False)
    end = _day(last, last_month, last_day, True)
    if start is None or end is None or start > end:
        return None
    if start == end:
        label = start
    elif start[:7] == end[:7]:
        label = start[:7] if day is None else f"{start}..{end}"
    else:
        label = f"{start[:7]}..{end[:7]}"
    return Period(last, label, start, end)
