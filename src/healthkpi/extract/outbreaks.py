"""Where an outbreak was: 一起为某县某小学水痘疫情,累计发病27例; 规模最大的发生在某镇一所中学."""

from __future__ import annotations

import re

from healthkpi.extract.name_forms import TOWN
from healthkpi.extract.subjects import Scope, kind_of
from healthkpi.vocabulary.places import find_places

_SITE = re.compile(
    r"(?:某|一所|一家|的)[\u4e00-\u9fff]{0,6}?"
    r"(?:小学|中学|初中|高中|学校|幼儿园|托幼机构|学院|大学|养老院|福利院|企业|工地|村)"
)
_OUTBREAK = re.compile(r"发病|疫情|暴发|聚集|相继|罹患|病例")
_GOES_ON = re.compile(r"(?:该起|本起|此次|本次)?疫情(?!防控|形势|监测)|该校|该园|校方")
_NAME = 9  # characters of the name of a place before its school
_TOLD = 40  # characters behind the school in which the outbreak is told of


def places_of_outbreaks(body: str, city_code: str | None) -> list[tuple[int, Scope]]:
    """The counties and townships in whose schools outbreaks were, and where ``body`` names them."""
    found: list[tuple[int, Scope]] = []
    for site in _SITE.finditer(body):
        if not _OUTBREAK.search(body, site.end(), site.end() + _TOLD):
            continue
        start = max(0, site.start() - _NAME)
        before = body[start : site.start()].rstrip(",")
        known = find_places(before, city_code=city_code)
        if known and known[-1].end == len(before):
            place = known[-1].place
            found.append((start + known[-1].start, Scope(place.name, kind_of(place))))
            continue
        at = _town_before(before)
        town = TOWN.match(before, at) if at is not None else None
        if town and at is not None:
            found.append((start + at, Scope(town[1], "township")))
    return found


def tells_on(body: str) -> bool:
    """Whether a sentence goes on to tell of the outbreak before it: 疫情波及两个班级,发病23例."""
    return _GOES_ON.match(body) is not None


def _town_before(before: str) -> int | None:
    """Where the township that ``before`` ends with begins: behind 在, 为 or a mark."""
    border = re.search(
        r"(?:^|[,;:、。日月旬在于为起是和及])((?![在于为起是和及]|[上中下]旬)[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道))$",
        before,
    )
    return border.start(1) if border else None
