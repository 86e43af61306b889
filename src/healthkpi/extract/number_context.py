"""What stands before a number, and whether a Chinese numeral states one."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from healthkpi.extract.number_lexicon import Lexicon
from healthkpi.extract.number_parse import digit_table
from healthkpi.models import Comparator

_POWERS = frozenset("百千万亿兆佰仟")
_BRACKETS = frozenset(":：(（/每几 ")


class Found(NamedTuple):
    """A numeral with what follows it, before its left neighbours are looked at."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    surface_unit: str = ""
    vague: bool = False  # 余 or 多 after it
    later: str | None = None  # the comparator after it
    start: int = 0
    end: int = 0
    power: int = 1  # what the power after the numeral multiplied it by
    comparator: Comparator = "eq"
    core: str = ""  # the numeral's own characters, "" for a special form


def comparator_before(
    text: str, start: int, floor: int, words: Lexicon
) -> tuple[Comparator | None, int]:
    """The comparator that ends at ``start`` and how many characters it takes, blank included."""
    at = start - 1 if text[start - 1] == " " and start - 1 > floor else start
    for word, comparator, barred in words.before.get(text[at - 1], ()):
        begin = at - len(word)
        if begin >= floor and text.startswith(word, begin):
            if begin > 0 and text[begin - 1] in barred:
                continue
            return comparator, start - begin
    return None, 0


def power_before(
    text: str, start: int, value: Decimal, words: Lexicon
) -> tuple[int, Decimal | None, Decimal | None, Decimal | None, Comparator]:
    """What 数, 几 and 上 make of a bare power: 数百 is 200 to 900, 上万 ten thousand or more.

    Start, value, low, high and comparator.
    """
    head = text[start - 1]
    if head in words.heads:
        first, last = words.heads[head]
        return start - 1, None, value * first, value * last, "eq"
    word, barred = words.up
    if head == word and text[start - 2 : start - 1] not in barred:
        return start - 1, value, None, None, "ge"
    return start, value, None, None, "eq"


def sign_before(text: str, start: int, floor: int, words: Lexicon) -> int:
    """1 where the character before ``start`` is a minus sign or 负, else 0."""
    mark = text[start - 1]
    if mark not in words.minus:
        return 0
    head = text[start - 2] if start > 1 else ""
    if mark == "负":
        return 0 if head in words.sign_not_after else 1
    if not head:
        return 1
    if start - 1 == floor:
        return 0  # directly behind another number: 2020-2025
    if "一" <= head <= "鿿":
        return 1 if head in words.sign_after else 0
    if head == " " and text[max(0, start - 3)].isdigit():
        return 0  # 2016 -06
    return 0 if head.isalnum() or head in "-−－—)）.%" else 1


def is_number(text: str, found: Found, compared: bool, words: Lexicon) -> bool:
    """Whether a Chinese numeral states a number: by its counter, or by standing alone."""
    start, core = found.start, found.core
    head = text[start - 1] if start else ""
    if head == "第" or compared:
        return True
    if all(char in _POWERS for char in core):  # 千名, but not the unit of （万元）
        return bool(found.surface_unit and (head or len(core) > 1)) and head not in _BRACKETS
    table = digit_table()
    short = len(core) <= 3 and "〇" not in core and all(char in table.digits for char in core)
    if (not short and len(core) > 1) or (len(core) == 1 and found.power > 1):
        return True
    formal = len(core) == 1 and core in table.formal
    if found.surface_unit in words.lone_units and not formal:
        return True
    if found.vague and core == "十":
        return True
    if len(core) == 1 and not formal and words.nouns.match(text, start + 1):
        return True
    if core in "○〇" or (len(core) == 2 and core[0] == core[1]):  # a bullet; 两两, 九九
        return False
    return _stands_alone(text, start, found.end, words)


def _stands_alone(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Whether a numeral stands between marks, blanks or words such as 是 and 的."""
    head, tail = text[start - 1 : start], text[end : end + 1]
    return (not head or not head.isalnum() or head in words.bounds_before) and (
        not tail or not tail.isalnum() or tail in words.bounds_after
    )
