"""Line ends that tear a sentence or a number: at a column's end, around a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from healthkpi.ingest.offsets import Edit

_COUNTER = (
    "(?:[余多]?[万亿]?(?:人次|例次|[人名例个家所项张台件次辆座支元岁天种位场期户吨]|公里|平方米))"
)
_TORN = tuple(
    (re.compile(f"{before}$"), re.compile(after))
    for before, after in (
        (r"[\u4e00-\u9fff(（]\d[\d,]*", r"\.\d|[%％‰]"),  # 3⏎.2亿元, 81⏎%
        (r"[\u4e00-\u9fff(（]\d[\d.,]*", rf"[%％‰]|{_COUNTER}[,，。;；、的\u4e00-\u9fff]"),
        (r"\d个百", r"分点"),
        (r"\d个?百分", r"点"),
        (r"[\u4e00-\u9fff]\d+\.", r"\d+[%％‰\u4e00-\u9fff]"),  # 7.⏎6天
        (r"(?:达到?|率为|共计?|上升到|下降到|提高到)", rf"\d[\d.,]*(?:[%％‰]|{_COUNTER})"),
        (r".{5}[,，;；、].*[\u4e00-\u9fff]\d{1,3}", rf"\d+(?:\.\d+)?(?:[%％‰]|{_COUNTER})"),
    )
)
_LONE_NUMBER = re.compile(r"\d[\d.]*")
_COUNTED = re.compile(rf"{_COUNTER}[,，。;；、]")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_GAP = re.compile(r"\n(?:[ \t\u3000]*\n)+")
_RUNNING = re.compile(r"[,，。;；]")
_OPEN = re.compile(r"[\u4e00-\u9fff\d,，、(（]$")  # no sentence ends so
_STARTS_ANEW = re.compile(
    r"\s|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）、]|[.．](?!\d))|[-—·●■◆○▲△▶*#|□]|第[\d一二三四五六七八九十]{1,3}[章节条]|本报|本刊|新华社|记者"
)
_FULL = 26  # characters of a line that may have been full


def find_torn_numbers(text: str) -> Iterator[Edit]:
    """The line ends inside a number, or between it and its unit or its verb."""
    lines = text.split("\n")
    at = -1
    for index, (line, following) in enumerate(pairwise(lines)):
        at += len(line) + 1
        if any(before.search(line) and after.match(following) for before, after in _TORN):
            yield Edit(at, at + 1, "")
        elif (
            index
            and _LONE_NUMBER.fullmatch(line)
            and _COUNTED.match(following)
            and "\u4e00" <= lines[index - 1][-1:] <= "\u9fff"
        ):  # a number in a line of its own, amid running text: 重点专科⏎3⏎个,
            yield Edit(at - len(line) - 1, at - len(line), "")
            yield Edit(at, at + 1, "")


def find_torn_lines(text: str) -> Iterator[Edit]:
    """The blank lines inside a sentence, as where a page's columns were lifted one by one.

    A full line of running text that ends in no mark goes on in the next one that runs, too.
    """
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    for (start, end), (after, after_end) in pairwise(lines):
        if after == end + 1 or not _GAP.fullmatch(text, end, after):
            continue
        if _goes_on(text[start:end].rstrip(), text[after:after_end]):
            yield Edit(end, after, "")


def _goes_on(line: str, following: str) -> bool:
    full = len(line) >= _FULL or line.endswith((",", "，", "、"))
    if not full or not _RUNNING.search(line) or not _OPEN.search(line):
        return False
    return _RUNNING.search(following) is not None and not _STARTS_ANEW.match(following)
