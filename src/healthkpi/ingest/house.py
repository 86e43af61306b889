"""The hospital a page comes from, by its department, account, site, opening or foot."""

from __future__ import annotations

import re

from healthkpi.ingest.org_names import (
    NO_NAME,
    full_names,
    is_kind,
    org_name,
    org_words,
    own_names,
)
from healthkpi.vocabulary.places import find_places

_HEAD = 400  # characters of the head, where a headline stands
_FOOT = 400  # characters
_LINES = 6  # lines of a head in which an account stands
PER_WORD = 400  # a text about one body says 医院, 集团 or 中心 at least this often
_OFFICE_OF = re.compile(
    r"(?m)^\s*[(（]?([\u4e00-\u9fff〇]{4,18}(?:医院|保健院|集团))(?:办公室|党委|党办|院办|宣传科|党政办)"
)
_UNDER = re.compile(
    r"(?:20\d\d年|一年来|过去的?一年)[,，]([\u4e00-\u9fff〇]{2,16}?(?:医院|集团|保健院|医共体|精神卫生中心|血站)(?:医共体|集团)?(?:总院)?)"
    r"(?:在[^。\n]{2,60}(?:领导|指导|支持|关心)|坚持|始终|聚焦|紧扣|紧紧|锚定|以[“‘])"
)
_BODY = r"([\u4e00-\u9fff〇]{4,20}(?:医院|保健院|血站|中心|卫生院|集团))"
_HEAD_OF = re.compile(
    rf"(?m)(?:^[ \u3000]*|[—-]+)(?:专?访)?{_BODY}(?:党委)?(?:书记|院长|站长|主任)"
    r"(?:、[\u4e00-\u9fff]{2,6})?[ \u3000]*[\u4e00-\u9fff]{2,4}[ \u3000]*$"
)
_HOUSE_OF = re.compile(rf"(?:版权所有|主办单位|主办|发布单位|发布机构)[:：©]?[ \u3000]*{_BODY}")
_POSTED = re.compile(r"原创|发表于|20\d\d-\d\d-\d\d|20\d\d年\d{1,2}月\d{1,2}日")
_SITE = re.compile(
    r"医院(?:要闻|新闻|动态|概况)|院内(?:新闻|要闻|动态)|院务公开|就医指南|科室导航|我院"
)
_DEPARTMENT = re.compile(
    r"([\u4e00-\u9fff〇]{2,18}?(?:医院集团|医疗集团|医院|保健院))(?:党委|党办|院办|办公室|宣传|新闻|党政)"
)


def org_of_signature(text: str) -> str | None:
    """The hospital whose head signs or is asked, or whose site it is, where it speaks as 我院.

    某县人民医院院长  路某某; ——访某市立医院院长 叶某某; 版权所有:某市妇幼保健院.
    """
    edges = text[:_HEAD] + "\n" + text[-_FOOT:]
    for pattern in (_HEAD_OF, _HOUSE_OF):
        for signed in pattern.finditer(edges):
            named = full_names(signed[1])
            if named and any(word in text for word in org_words()["org_self"]):
                return named[0] if _tells_of_itself(text) else None
    return None


def org_of_foot(text: str) -> str | None:
    """The hospital whose own office signs what its staff was told: (某县总医院办公室…整理)."""
    signed = _OFFICE_OF.search(text, max(0, len(text) - _FOOT))
    own = text.count("医院") + text.count("分院")
    return signed[1] if signed and own * PER_WORD > len(text) and not is_kind(signed[1]) else None


def org_of_opening(text: str) -> str | None:
    """The hospital that tells of its own year: 2024年,某县人民医院医共体总院在…领导下."""
    told = _UNDER.search(text, 0, 2 * _HEAD)
    if told is None or is_kind(told[1]) or NO_NAME.match(told[1]):
        return None
    return told[1] if _tells_of_itself(text, "分院", "总院", "本部") else None


def org_of_account(text: str) -> str | None:
    """The hospital whose account a page was posted by: 原创  宣传科  某市某医院  2024-01-16."""
    for line in [line for line in text[:_HEAD].splitlines() if line.strip()][:_LINES]:
        if not _POSTED.search(line):
            continue
        for part in re.split(r"[\s|]+", line):
            named = org_name().fullmatch(part)
            if named and find_places(part) and not is_kind(part):
                return part
    return None


def org_of_site(text: str) -> str | None:
    """The one hospital that a page of a hospital's own site names first: 首页 > 医院要闻."""
    if not _SITE.search(text, 0, _HEAD):
        return None
    names = own_names(text[: 2 * _HEAD])
    return names[0] if names and _tells_of_itself(text) else None


def org_of_department(text: str, publisher: str | None) -> str | None:
    """The hospital or group whose department published what tells of it: 某医院党委宣传部."""
    named = _DEPARTMENT.match(publisher or "")
    if not named or is_kind(named[1]):
        return None
    found = find_places(named[1])
    short = named[1][found[0].end - 1 :] if found and found[0].start == 0 else named[1]
    if text.count(short) <= 1:
        return None  # 县人民医院, of 常山县人民医院
    return named[1] if _tells_of_itself(text) else None


def _tells_of_itself(text: str, *also: str) -> bool:
    """Whether 我院, its like and `also` are said at least twice as often as 全市 and its like."""
    words = org_words()
    area = sum(text.count(word) for word in words["area_words"] if word != "全国")
    return area * 2 <= sum(text.count(word) for word in (*words["org_words"], *also))
