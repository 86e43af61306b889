"""Reads a date expression: which year, and the first and last day of the period it names."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache
from typing import NamedTuple

_DIGITS = str.maketrans("〇○零一二三四五六七八九oO", "000123456789" + "00")
_YEAR = re.compile(r"((?:19|20)\d\d|[一二][〇○零一二三四五六七八九oO]{3})\s*年?")
_MONTH = re.compile(r"(\d{1,2})\s*月(?:份)?(?:\s*(\d{1,2})\s*[日号])?")
_ISO = re.compile(r"((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})")
_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class Period(NamedTuple):
    """A stretch of time: ``label`` as the claims table writes it, first and last day in ISO 8601."""

    year: int
    label: str
    start: str
    end: str


def _day(year: int, month: int, day: int | None, last: bool) -> str | None:
    if not 1 <= month <= 12:
        return None
    days = calendar.monthrange(year, month)[1]
    day = day or (days if last else 1)
    return f"{year}-{month:02d}-{day:02d}" if day <= days else None


@lru_cache(maxsize=4096)
def parse_period(surface: str, default_year: int | None = None) -> Period | None:
    """The period ``surface`` names, e.g. ``2025年6月至8月``; None where it names no year.

    A date without a year (5月30日) is of ``default_year``.
    """
    iso = _ISO.search(surface)
    if iso:
        day = _day(int(iso[1]), int(iso[2]), int(iso[3]), False)
        return Period(int(iso[1]), day, day, day) if day else None
    years = [int(match[1].translate(_DIGITS)) for match in _YEAR.finditer(surface)]
    if not years and default_year is None:
        return None
    first, last = (years[0], years[-1]) if years else (default_year or 0, default_year or 0)
    months = _MONTH.findall(surface)
    part = re.search(r"第?([一二三四1-4])季度|(上|下)半年", surface)
    if months:
        return _of_months(first, last, months, surface)
    if part and part[1] and "前" not in surface:
        quarter = _QUARTER[part[1]]
        start, end = _day(last, 3 * quarter - 2, 1, False), _day(last, 3 * quarter, None, True)
        return Period(last, f"{last}-Q{quarter}", start or "", end or "")
    if part and part[2]:
        half = 1 if part[2] == "上" else 2
        start, end = _day(last, 6 * half - 5, 1, False), _day(last, 6 * half, None, True)
        return Period(last, f"{last}-H{half}", start or "", end or "")
    if not years:
        return None
    label = str(last) if first == last else f"{first}..{last}"
    return Period(last, label, f"{first}-01-01", f"{last}-12-31")


def _of_months(first: int, last: int, months: list[tuple[str, str]], surface: str) -> Period | None:
    (month, day), (month_2, day_2) = months[0], months[-1]
    span = re.match(r"\D*(?:\d{4}年)?(\d{1,2})\s*[-—–~至]\s*(\d{1,2})月", surface)
    start = _day(first, int(span[1] if span else month), int(day) if day and not span else None, False)
    end = _day(last, int(month_2), int(day_2) if day_2 else None, True)
    if start is None or end is None:
        return None
    if start == end:
        label = start
    elif start[:7] == end[:7]:
        label = start[:7]
    else:
        label = f"{start[:7]}..{end[:7]}"
    return Period(last, label, start, end)
