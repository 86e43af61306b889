"""Years that a text speaks of as still to come: 到2025年, 2030年目标, 2015年我市将…"""

from __future__ import annotations

import re
from typing import Any

from healthkpi.ingest.dates import find_years
from healthkpi.vocabulary.load import read_yaml

SPAN = re.compile(r"20\d\d\s*年?\s*(?:[-—－~～至到]+)\s*20\d\d\s*年")
_COLUMN = re.compile(r"(?<!\S)20[0-4]\d\s*年(?!\S)")
_PLANNED = re.compile(r"按(?:照)?(?:规划|计划)|力争|争取|预计|目标")
_GOAL = re.compile(
    r"^[^,，]{0,16}(?:将(?=达|建|有|实|全|完)|力争|争取|确保)|^[^,，。]{0,8}(?:实事|计划|安排|方案|打算|思路)"
)
_END_OF_YEAR = re.compile(r"(?:年)?[底末](?!前)")
_AIM = re.compile(
    r"将|力争|要|达到|实现|建成|确保|目标|基本|全面|提高|提升|不低于|不少于|控制|形成|完成|建立|争取|计划|降|增加"
)
_DONE = re.compile(r"提前|已|[比较]上年|同比|[比较]20\d\d年")
_END_OF_PROGRAMME = re.compile(r"十[二三四五]五[”」\"]?末(?:期)?(?:的|即)?$")
_WITH_GOAL = re.compile(r"(?:到|至)(?:20\d\d年?[、和与及])+$")
FOUNDED_BEFORE = re.compile(r"(?:始?建于|成立于|创[建办立]于|设立于|组建于|诞生于|始于)$")


def _words() -> Any:
    return read_yaml("metadata.yaml")


def newest_past_year(text: str) -> int | None:
    """The newest year of ``text`` that is not spoken of as still to come."""
    spans = [match.span() for match in SPAN.finditer(text)]
    past = [
        year
        for start, end, year in find_years(text)
        if not is_ahead(text, start, end)
        and not FOUNDED_BEFORE.search(text, max(0, start - 4), start)
        and not any(low <= start < high for low, high in spans)
        and not is_column(text, start, end)
    ]
    return max(past, default=None)


def is_ahead(text: str, start: int, end: int) -> bool:
    """Whether the year at ``[start, end)`` is spoken of as still to come.

    到2022年末 tells of what was, where no goal is named with it: 到2022年末,60岁及以上老人92.7万.
    """
    before, after = tuple(_words()["future_before"]), tuple(_words()["future_after"])
    rest = re.split(r"[。;；\n]", text[end : end + 60], maxsplit=1)[0].lstrip(",，")
    planned = re.split(r"[。;；,，\n]", text[max(0, start - 16) : start])
    if _PLANNED.search("".join(planned[-2:])) or _GOAL.search(rest[:30]):
        return True
    if _WITH_GOAL.search(text, max(0, start - 40), start):
        return True  # 到2025年和2030年
    if _END_OF_PROGRAMME.search(text, max(0, start - 10), start):
        return True  # 到“十四五”末的2025年
    near = text[max(0, start - 8) : start].rstrip()
    if not (near.endswith(before) or text[end : end + 8].lstrip().startswith(after)):
        return False
    told = _DONE.search(rest) or not _AIM.search(rest)
    return not (_END_OF_YEAR.match(rest) and re.search(r"\d", rest) and told)


def is_column(text: str, start: int, end: int) -> bool:
    """Whether the year at ``[start, end)`` stands beside another as a table's columns do."""
    line_start = max(text.rfind("\n", 0, start) + 1, start - 60)
    line_end = text.find("\n", end, end + 60)
    line = text[line_start : line_end if line_end >= 0 else end + 60]
    return len(_COLUMN.findall(line)) > 1 and (text[end : end + 1] + " ").isspace()
