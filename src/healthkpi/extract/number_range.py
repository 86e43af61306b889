"""The other end of a range: 3—5家, 60%至70%, 0.1~0.3%, 三到五年."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from healthkpi.extract.number_context import Found
from healthkpi.extract.number_lexicon import Lexicon
from healthkpi.extract.number_parse import parse_any, scale
from healthkpi.extract.number_special import tenth

RANGE_MARKS = frozenset("—–-~～至到－ ")
_RANGE = re.compile(r" ?(?:—{1,2}|–|-|~|～|至|到|－) ?")
_PERIODS = frozenset(("年", "月", "日", "岁", "级", "年度", "季度", "时", "天"))


class RangeEnd(NamedTuple):
    """What the second number of a range settles for the whole."""

    low: Decimal
    high: Decimal
    unit: str
    end: int
    later: str | None  # the comparator after it


def read_range(text: str, first: Found, words: Lexicon, chinese: bool) -> RangeEnd | None:
    """The range that ``first`` begins, or None.

    The unit, and a power of the second number, count for both where the first has none.
    从35个到124个 and 2020年3月至2021年 are no ranges: two numbers.
    """
    mark = _RANGE.match(text, first.end)
    if mark is None or first.value is None or first.vague:
        return None
    match = words.master.match(text, mark.end())
    if match is None:
        return None
    core, vague, power, vague_later, unit, _, later = match.groups()
    high = parse_any(core) if core[0] not in "半翻倍" else None
    if high is None or vague or vague_later or (chinese and core[0].isascii()):
        return None
    name = words.units[unit] if unit else ""
    if first.surface_unit and first.unit != name:
        return None
    if not _joins(text, mark[0].strip(), first, match, name):
        return None
    low, factor = first.value, words.powers[power] if power else 1
    if factor > 1:
        high = scale(high, factor)
        if first.power == 1 and not first.surface_unit and low * factor <= high:
            low = scale(low, factor)
    if unit in words.tenths:
        high = tenth(high, unit)
        low = low if first.surface_unit else tenth(low, unit)
    return RangeEnd(low, high, name, match.end(), later) if low < high else None


def _joins(text: str, mark: str, first: Found, second: re.Match[str], unit: str) -> bool:
    """Whether ``mark`` joins the bounds of a range, not two states, a date or a code."""
    head = text[first.start - 1 : first.start]
    if mark in ("至", "到"):
        return unit in _PERIODS or head not in ("从", "由", "自")
    if mark not in ("-", "－", "–"):
        return True
    tail = text[second.end() : second.end() + 1]
    return not ("-" in (head, tail) or _is_code(first.core) or _is_code(second[1]))


def _is_code(core: str) -> bool:
    """Digits with a zero in front, as in telephone numbers and dates."""
    return core[0] == "0" and len(core) > 1 and core[1] != "."
