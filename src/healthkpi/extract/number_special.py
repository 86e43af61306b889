"""Numeral forms that are more than a numeral with its power: fractions, ratios, 3万4000, 翻番."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from healthkpi.extract.number_lexicon import Lexicon
from healthkpi.extract.number_parse import (
    LONGEST,
    parse_any,
    parse_numeral,
    parse_plain,
    parse_span_of_digits,
    scale,
)
from healthkpi.models import Comparator


class Core(NamedTuple):
    """A numeral of special form: its value or bounds, the unit it brings along, and its span."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    start: int
    end: int
    comparator: Comparator = "eq"


_POWERS = frozenset("十百千万亿佰仟")
_SLASH = re.compile(r"/([0-9]{1,4})(?![0-9/.])")
_WHOLE_AND_SLASH = re.compile(r" ([0-9]{1,2})/([0-9]{1,2})(?![0-9/.])")
_RATIO = re.compile(r" ?([∶:：]) ?([0-9]+(?:\.[0-9]+)?)(?![0-9]|[∶:：])")
_TORN = re.compile(r"\.\n([0-9]{1,4})(?=[ \n]?[万亿%])")
_MORE = re.compile(r"[多余](?=[,，。;；、)）\n]|$)")
_HALF_TIME = re.compile(r"半(年|天|个?月|个?小时)(?![来间后前内度以])")
_BOUNDS = ("不少于", "不低于", "至少", "不足", "不到", "超过", "不超过", "最长", "不满")
_ABOUT = ("近", "约", "超", "超过", "逾", "不足", "不到", "过", ",", "，", "中", "有")
_ZEROS = frozenset(f"0{digit}" for digit in range(10))
_COIN = "[0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖]"
_COINS = re.compile(f"(?:({_COIN})角)?(?:({_COIN})分)?")


def read_digits_form(text: str, match: re.Match[str], words: Lexicon) -> Core | None:
    """1/3, 2∶1, 5分之1 and 3万4000, which begin with digits; None for a plain number."""
    char = text[match.end(1) : match.end(1) + 1]
    if char == "/":
        return None if match[5] else _slash(text, match)
    if char in "∶:：":
        return _ratio(text, match)
    if char == ".":
        return _torn(text, match)
    if char in "分又 " and (core := _fraction(text, match, words)):
        return core
    if char == " " and (core := _ratio(text, match) or _whole_and_slash(text, match)):
        return core
    return _mixed(text, match, words) if match[3] else None


def read_chinese_form(text: str, match: re.Match[str], words: Lexicon, floor: int) -> Core | None:
    """三分之一, 百分之五, 半数, 翻番 and 三千230; None for a plain Chinese numeral."""
    char = text[match.end(1) : match.end(1) + 1]
    if match[1] in "半翻倍" or char == "半":
        return _set_form(text, match, words, floor) or _half_of_time(text, match)
    if char == "成" and len(match[1]) == 1 and (tenths := _tenths_that_are(text, match)):
        return tenths
    if char and char in "分又 ":
        return _fraction(text, match, words)
    # 三千230; but 大陆31个 and 2018一2022年 are no such thing.
    mixed = char.isdecimal() and not _POWERS.isdisjoint(match[1])
    return _mixed(text, match, words) if mixed else None


def _half_of_time(text: str, match: re.Match[str]) -> Core | None:
    """不少于半年: half a unit of time that a comparator bounds; 上半年 and 半年来 are none."""
    start = match.start()
    half = _HALF_TIME.match(text, start) if match[1] == "半" else None
    if half is None or not text.endswith(_BOUNDS, 0, start):
        return None
    unit = half[1].removeprefix("个")
    unit = "个月" if unit == "月" else unit
    return Core(Decimal("0.5"), None, None, unit, start, half.end())


def _tenths_that_are(text: str, match: re.Match[str]) -> Core | None:
    """近六成为普惠托位: six tenths are so; 三成为 without more may be part of 成为."""
    start, end = match.start(), match.end(1) + 1
    value = parse_numeral(match[1])
    if value is None or not text.startswith("为", end) or not text.endswith(_ABOUT, 0, start):
        return None
    return Core(tenth(value, "成"), None, None, "%", start, end)


def read_coins(text: str, at: int) -> tuple[Decimal, int] | None:
    """The 角 and 分 that stand at ``at``, in 元, and where they end: 3元5角."""
    coins = _COINS.match(text, at)
    if coins is None or coins.end() == at:
        return None
    tenths, cents = parse_any(coins[1] or "0"), parse_any(coins[2] or "0")
    if tenths is None or cents is None:
        return None
    return tenths / 10 + cents / 100, coins.end()


def tenth(value: Decimal, surface: str) -> Decimal:
    """三成 and 七折 in per cent; 七五折 and 75折 are hundredths already."""
    return value if surface == "折" and value >= 10 else scale(value, 10)


def _slash(text: str, match: re.Match[str]) -> Core | None:
    start = match.start()
    slash = _SLASH.match(text, match.end(1))
    if slash is None or not match[1].isdigit() or text[start - 1 : start] == "/":
        return None
    below = int(slash[1])
    if below < 2:
        return None
    return Core(Decimal(match[1]) / below, None, None, "", start, slash.end())


def _whole_and_slash(text: str, match: re.Match[str]) -> Core | None:
    """1 3/5, one and three fifths."""
    found = _WHOLE_AND_SLASH.match(text, match.end(1))
    if found is None or not match[1].isdigit() or int(found[2]) < 2:
        return None
    value = Decimal(match[1]) + Decimal(found[1]) / Decimal(found[2])
    return Core(value, None, None, "", match.start(), found.end())


def _torn(text: str, match: re.Match[str]) -> Core | None:
    """A number that a line's end broke at its point: 8.⏎14亿; not the list number of a line."""
    found = _TORN.match(text, match.end(1))
    if found is None or text[match.start() - 1 : match.start()] in ("", "\n"):
        return None
    value = parse_plain(f"{match[1]}.{found[1]}")
    return Core(value, None, None, "", match.start(), found.end())


def _ratio(text: str, match: re.Match[str]) -> Core | None:
    """2∶1 is 2. 1∶1.26 is 1.26 with the unit 1:x, as 医护比 is recorded.

    With a colon only where it can be no time of day.
    """
    start = match.start()
    ratio = _RATIO.match(text, match.end(1))
    head = text[start - 1 : start]
    if ratio is None or (head and head in "∶:：./") or match[1][:2] in _ZEROS:
        return None
    clock = ratio[2].isdigit() and len(ratio[2]) > 1
    if ratio[1] != "∶" and (
        (clock and head not in ("比", "为")) or (len(match[1]) > 3 and "." not in match[1])
    ):
        return None
    left, right = parse_plain(match[1]), Decimal(ratio[2])
    if not right or not left:
        return None
    if left == 1:
        return Core(right, None, None, "1:x", start, ratio.end())
    unit = "1:x" if "." in match[1] else ""  # 床护比达到0.43:1
    return Core(left / right, None, None, unit, start, ratio.end())


def _fraction(text: str, match: re.Match[str], words: Lexicon) -> Core | None:
    found = words.fraction.match(text, match.start())
    if found is None:
        return None
    whole, below, above = found.groups()
    if found.end() - found.start() > 3 * LONGEST:
        return None
    below = "".join(below.split())
    above, end = _trim(above, found.end())
    if whole is None and all(char in _POWERS for char in below):
        return _parts_per(text, below, above, found.start(), end, words)
    first, second = parse_any(below), parse_any(above)
    base = parse_any(whole) if whole else Decimal(0)
    if not first or second is None or base is None:
        return None
    return Core(base + second / first, None, None, "", found.start(), end)


def _trim(above: str, end: int) -> tuple[str, int]:
    """Drop what the run took too much: 百分之七十 of 百分之七十百分位."""
    while len(above) > 1 and parse_any(above) is None and parse_span_of_digits(above) is None:
        above, end = above[:-1], end - 1
    return above, end


def _parts_per(
    text: str, below: str, above: str, start: int, end: int, words: Lexicon
) -> Core | None:
    unit, factor = words.parts.get(below, ""), Decimal(1)
    if not unit:
        parts = parse_numeral(below)
        if not parts:
            return None
        unit, factor = "%", 100 / parts
    bounds = None if above[0].isascii() else parse_span_of_digits(above)
    if bounds is not None:
        return Core(None, bounds[0] * factor, bounds[1] * factor, unit, start, end)
    value = parse_any(above)
    if value is None:
        return None
    upper = words.upper_part.match(text, end)
    if upper is not None and upper[1] in (None, below):
        high = parse_any(upper[2])
        if high is not None and value < high:
            return Core(None, value * factor, high * factor, unit, start, upper.end())
    return Core(value * factor, None, None, unit, start, end)


def _mixed(text: str, match: re.Match[str], words: Lexicon) -> Core | None:
    """3万4000, 25万6千, 1千零20: every power lower than the one before."""
    found = words.mixed.match(text, match.start())
    if found is None or found.end() <= (match.end(3) if match[3] else match.end(1)):
        return None
    surface = "".join(found[0].split())
    if len(surface) > LONGEST:
        return None
    if surface[-1].isascii() and surface[-2] in _POWERS:
        return None  # 10万3个 is not 103000
    value = parse_numeral(surface)
    return None if value is None else Core(value, None, None, "", match.start(), found.end())


def _set_form(text: str, match: re.Match[str], words: Lexicon, floor: int) -> Core | None:
    """半数, 减半, 翻两番, 成倍: found from their middle, so look two characters back too."""
    start, end = match.start(), match.end(1)
    for at in range(max(floor, start - 2), start + 1):
        found = words.set_form.match(text, at)
        if found is None or found.end() < end:
            continue
        if found[1]:
            times = parse_any(found[1])
            more = _MORE.match(text, found.end())  # 翻了一番多
            power, end = Decimal(2) ** int(times or 0), more.end() if more else found.end()
            return Core(power, None, None, "倍", at, end, "gt" if more else "eq")
        amount, unit, comparator = words.set_values[found[2]]
        return Core(Decimal(amount), None, None, unit, at, found.end(), comparator)
    return None
