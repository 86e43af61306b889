"""When a text was written: the day it was published, else a month in head or foot, or a number."""

from __future__ import annotations

import re
from typing import NamedTuple

from healthkpi.ingest.dates import find_dates, small_number

_EDGE = 600  # characters of a head
_FOOT = 300  # characters of a foot
_MONTH_LINE = re.compile(  # 2021年6月; 某市卫生局 二〇〇九年四月; (2019年4月印)
    r"^[^\n\d,，。]{0,24}?[(（]?[ \u3000]*(20[0-4]\d)\s*年\s*"
    r"(\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月(?:\s*\d{1,2}日)?\s*(?:编?印发?|发布|编制|制)?\s*[)）]?\s*$",
    re.MULTILINE,
)
_NUMBER = re.compile(r"[〔\[(（](20\d\d)[〕\])）]\s*第?\d+\s*号")


class Written(NamedTuple):
    """The year and month (None: unknown) of writing; not ``sure`` where it is but a guess."""

    year: int
    month: int | None = None
    sure: bool = True


def find_written(text: str, published: str | None) -> Written | None:
    """When a text with years in digits was written; None where it does not say."""
    if published:
        return Written(int(published[:4]), int(published[5:7]))
    lines = [*_MONTH_LINE.finditer(text[-_FOOT:])][-1:] or [*_MONTH_LINE.finditer(text[:_EDGE])]
    if lines:
        return Written(int(lines[0][1]), small_number(lines[0][2]))
    days = [day for _, _, day in find_dates(text[-_FOOT:])]
    if days:
        return Written(days[-1].year, days[-1].month)
    number = _NUMBER.search(text, 0, _EDGE)
    return Written(int(number[1])) if number else None
