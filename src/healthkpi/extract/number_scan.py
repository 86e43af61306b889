"""Find every number expression of a text in one pass.

``scan`` is the fast way in: it takes working text (simplified, half-width digits). One compiled
expression finds the numeral with its power, unit and the comparators after it; what stands before
it (超过, 近, 数, 上, a sign) is looked up backwards from there, and whether a Chinese numeral
states a number is decided on its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from healthkpi.extract.number_context import (
    Found,
    comparator_before,
    is_number,
    power_before,
    sign_before,
)
from healthkpi.extract.number_lexicon import Lexicon, lexicon
from healthkpi.extract.number_parse import (
    LONGEST,
    parse_numeral,
    parse_plain,
    parse_span_of_digits,
    scale,
)
from healthkpi.extract.number_range import RANGE_MARKS, read_range
from healthkpi.extract.number_special import (
    Core,
    read_chinese_form,
    read_coins,
    read_digits_form,
    tenth,
)
from healthkpi.models import Number

_HALF = Decimal("0.5")
_AROUND = "左右"  # what 来 means in 20来张
_SECONDS = re.compile(r"([0-9]{1,2})秒")
_MINUTES = re.compile(r"([0-9]{1,2})分(?:钟)?(?![0-9之])")
_HUNDREDTHS = re.compile(r"([一二三四五六七八九])(?=[,，。;；、)）的以左\n]|$)")
_BEFORE_POINT = frozenset("<>=≤≥＜＞-(（")  # P<.05


def scan(text: str, refused: list[tuple[int, int]] | None = None) -> Iterator[Number]:
    """Each number of ``text`` in reading order; spans do not overlap.

    ``text`` is working text: simplified Chinese with half-width digits, ``%`` and ``.``. The
    spans of Chinese numerals that state no number (三医, 一体化, 千方百计) are added to
    ``refused``, for those who account for every numeral.
    """
    words = lexicon()
    search = words.master.search
    position = floor = 0
    while (match := search(text, position)) is not None:
        number = _read(text, match, words, floor)
        if number is None:
            position = _skip(text, match, words)
            if refused is not None and match[1] not in "半翻倍":
                refused.append((match.start(), position))
            continue
        yield number
        position = floor = number[6]


def _skip(text: str, match: re.Match[str], words: Lexicon) -> int:
    """Where to go on behind a numeral that is no number."""
    idiom = words.words.match(text, match.start())
    if idiom is not None:
        return idiom.end()
    # 一二三产 has no number in its middle either; 唯一一家 has one.
    return match.end(1) if len(match[1]) > 2 else match.start() + 1


def _read(text: str, match: re.Match[str], words: Lexicon, floor: int) -> Number | None:
    if match[1][0] <= "9":
        special = read_digits_form(text, match, words) if match.end(1) < len(text) else None
        if special is None:
            return _settle(text, _read_plain(text, match, words, floor), words, floor, False)
    else:
        special = read_chinese_form(text, match, words, floor)
        if special is None:
            plain = _read_chinese(text, match, words)
            return None if plain is None else _settle(text, plain, words, floor, True)
    return _settle(text, _with_own_tail(text, special, words), words, floor, False)


def _read_plain(text: str, match: re.Match[str], words: Lexicon, floor: int) -> Found:
    """Digits with their tail; .5 is 0.5, and a list number is parted from what it numbers."""
    core, start = match[1], match.start()
    found = _with_tail(parse_plain(core), None, None, match, words)
    if start > floor and text[start - 1] == "." and core.isdigit():
        head = text[start - 2] if start > 1 else ""
        if not head or head in _BEFORE_POINT:
            return found._replace(value=Decimal(f"0.{core}"), start=start - 1)
    multiplied = found.value is not None and found.value != parse_plain(core)  # 1.58万台 is none
    listed = "." in core and text[start - 1 : start] == "\n" and not multiplied
    if listed and found.surface_unit in words.whole:
        number = core.partition(".")[0]
        return Found(Decimal(number), start=start, end=start + len(number), core=number)
    return found


def _read_chinese(text: str, match: re.Match[str], words: Lexicon) -> Found | None:
    core, start = match[1], match.start()
    if core[0] in "半翻倍" or len(core) > LONGEST or words.words.match(text, start):
        return None
    endings = words.endings.get(core[0])
    if endings is not None and start and text.endswith(endings, 0, start):
        return None
    bounds = parse_span_of_digits(core) if len(core) > 1 else None
    if bounds is not None:
        return _with_tail(None, bounds[0], bounds[1], match, words)
    value = parse_numeral(core)
    return None if value is None else _with_tail(value, None, None, match, words)


def _with_tail(
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    match: re.Match[str],
    words: Lexicon,
) -> Found:
    """The numeral with its power, unit and what comes after, from a match of the master."""
    core, vague, power, vague_later, unit, more, later = match.groups()
    factor, name = 1, ""
    if power:
        factor = words.powers[power]
        value, low, high = _times(value, factor), _times(low, factor), _times(high, factor)
    if unit:
        name = words.units[unit]
        if unit in words.halves and value is not None:
            value += _HALF
        if unit in words.tenths:
            value, low, high = _tenths(value, unit), _tenths(low, unit), _tenths(high, unit)
    unsure = (vague or vague_later or more) is not None
    if vague == "来":
        unsure, later = False, later or _AROUND
    start, end = match.span()
    found = Found(value, low, high, name, unit or "", unsure, later, start, end, factor, "eq", core)
    if name == "元":
        return _with_coins(found, match.string)
    if name == "分" and unsure and match.string.startswith("钟", end):
        found = found._replace(unit="分钟", surface_unit="分钟", end=end + 1)  # 3分多钟
    if name in ("分", "分钟", "小时"):
        return _with_smaller_time(found, match.string)
    return _with_hundredths(found, match.string) if unit == "成" else found


def _with_smaller_time(found: Found, text: str) -> Found:
    """9分48秒 is 9.8 minutes, 1小时20分 80 minutes."""
    smaller = _SECONDS if found.unit in ("分", "分钟") else _MINUTES
    rest = smaller.match(text, found.end) if found.value is not None else None
    if rest is None or found.value is None:
        return found
    minutes = found.value + Decimal(rest[1]) / 60
    if smaller is _MINUTES:
        minutes = found.value * 60 + Decimal(rest[1])
    return found._replace(
        value=round(minutes, 4).normalize() + 0, unit="分钟", end=rest.end(), later=None
    )


def _with_hundredths(found: Found, text: str) -> Found:
    """六成二 is 62 %."""
    rest = _HUNDREDTHS.match(text, found.end) if found.value is not None else None
    if rest is None or found.value is None:
        return found
    more = parse_numeral(rest[1])
    return found if more is None else found._replace(value=found.value + more, end=rest.end())


def _with_coins(found: Found, text: str) -> Found:
    """Add 角 and 分 to an amount of 元."""
    coins = read_coins(text, found.end) if found.value is not None else None
    if coins is None or found.value is None:
        return found
    return found._replace(value=found.value + coins[0], end=coins[1], later=None)


def _times(value: Decimal | None, factor: int) -> Decimal | None:
    return None if value is None else scale(value, factor)


def _tenths(value: Decimal | None, surface: str) -> Decimal | None:
    return None if value is None else tenth(value, surface)


def _with_own_tail(text: str, core: Core, words: Lexicon) -> Found:
    """A special form with what follows it; one with a unit of its own takes no other."""
    if core.unit:
        bound = words.later.match(text, core.end)
        later, end = (bound[1], bound.end()) if bound else (None, core.end)
        return Found(
            core.value, core.low, core.high, core.unit, core.unit, False, later, core.start, end,
            1, core.comparator, "",
        )  # fmt: skip
    match = words.tail.match(text, core.end)
    vague, power, vague_later, unit, more, later = match.groups() if match else (None,) * 6
    unsure = (vague or vague_later or more) is not None
    factor = words.powers[power] if power else 1
    value = _times(core.value, factor) if power else core.value
    name = words.units[unit] if unit else ""
    end = match.end() if match else core.end
    return Found(
        value, core.low, core.high, name, unit or "", unsure, later, core.start, end, factor,
        core.comparator, "",
    )  # fmt: skip


def _settle(text: str, found: Found, words: Lexicon, floor: int, chinese: bool) -> Number | None:
    """Look at both sides: a range's other end, 数 and 上, the sign, the comparator before."""
    value, low, high, unit, _, vague, later, start, end, _, comparator, core = found
    ranged = False
    if core and low is None and later is None and text[end : end + 1] in RANGE_MARKS:
        other = read_range(text, found, words, chinese)
        if other is not None:
            value, (low, high, unit, end, later) = None, other
            ranged = True
    if start > floor:
        if chinese and value is not None and core[0] in "十百千万亿":
            start, value, low, high, comparator = power_before(text, start, value, words)
        width = sign_before(text, start, floor, words) if start > floor else 0
        if value is not None and width:
            value, start = -value, start - width
    before, width = comparator_before(text, start, floor, words) if start > floor else (None, 0)
    doubtful = chinese and not ranged and start == found.start
    if doubtful and not is_number(text, found, before is not None, words):
        return None
    if before is not None and before != "approx":
        comparator = before
    elif later:
        comparator = words.after[later]
    elif vague:
        comparator = "gt"
    elif before is not None:
        comparator = before
    return Number(value, low, high, unit, comparator, start - width, end)
