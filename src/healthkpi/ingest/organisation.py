"""The organisation whose own report a document is: a hospital, a CDC, a health centre."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from healthkpi.ingest.house import (
    PER_WORD,
    org_of_account,
    org_of_department,
    org_of_foot,
    org_of_opening,
    org_of_signature,
    org_of_site,
)
from healthkpi.ingest.org_evidence import OUTRIGHT, Witness, weigh_orgs
from healthkpi.ingest.org_mentions import level_of
from healthkpi.ingest.org_names import (
    NO_NAME,
    full_names,
    is_kind,
    org_ends,
    org_name,
    org_words,
    own_names,
)
from healthkpi.ingest.standing import standing_place
from healthkpi.vocabulary.places import Place, find_places

OF_AREA = ("疾控中心", "疾病预防控制中心")  # what these report is their area's

_OWN_SUBJECT = re.compile(
    r"(?:^|[,，。;；:：\n、]|(?<=年|月|日))\s*(?:我院|全院|本院|该院|医院)(?![感管等占中数总]|\s*\d|内感染|增加|减少|床位)",
    re.MULTILINE,
)
# What a name may begin with beside a place of the gazetteer: a township, an army's number.
_KNOWN = re.compile(r"[\u4e00-\u9fff]{2,3}(?:镇|乡|街道)(?:中心)?卫生院|(?:中国人民)?解放军|武警")
# (解放军第四五九医院  政治处  李霞): who signs for 我院
_SIGNED_BY = re.compile(
    r"(?m)^\s*[(（]?([\u4e00-\u9fff〇]{4,18}(?:医院|保健院|卫生院))(?:[ \u3000]|$)"
)
_WITNESS = 4  # what a look at head and foot is worth beside other evidence
_OWN_PAGE = 6  # and what a signature, an account or a site
_FOOT = 400  # characters
_CONGRESS = re.compile(
    r"(?<![\u4e00-\u9fff])在?((?!在)[\u4e00-\u9fff]{1,16}(?:医院|保健院|卫生院|中心|集团))(?:第?[一二三四五六七八九十\d]{1,3}届)"
    r"[\u4e00-\u9fff\d]{0,6}(?:职工代表大会|职代会)"
)
_AUTHORITY = re.compile(
    r"人民政府|卫生健康[委局]|卫健[委局]|卫生局|卫生计生[委局]|卫计[委局]|医疗?保障局|印发"
)
_TOLD = re.compile(r"(?:侧记|纪实|掠影|见闻|巡礼|风采)$")  # ——某医院服务百姓侧记
_FEATURE = re.compile(
    r"(?m)^\s*(?:——|—|-)?\s*([市县区州](?:立|第|人民|中医|妇幼|中心)[\u4e00-\u9fff]{0,6}?(?:集团|医院|保健院))[\u4e00-\u9fff]{2,16}(?:侧记|纪实|掠影|见闻|巡礼|综述)\s*$"
)
_SHORT_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])[市县区州](?:第[一二三四五六]|中心|人民|中医|妇幼|中西医)[\u4e00-\u9fff]{0,6}?(?:医院|保健院)"
)
_OWN_PAPER = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{3,20}(?:医院|保健院))院报")
_DATELINE = re.compile(r"(?:本报|晚报|日报|晨报)[\u4e00-\u9fff]{0,3}讯")
_LONGEST_LEAD = 120  # characters in which a text about a place names it
_OFTEN = 4  # mentions of 医院 in a text that names no area
_HEAD = 400  # characters of the head, where a headline stands
_LINES = 6  # lines of a head that are no furniture
_HEADLINE = 20  # characters that a headline has beside the name of the body
_LETTER = re.compile(r"[\u4e00-\u9fff]")
_CLAUSE_START = re.compile(r"[,，:：;；|丨\s】」)）]|——|日(?=[\u4e00-\u9fff]{4})")
_GOES_ON = re.compile(
    r"牵头|联合|改革|建设|发展|综合|高质量|管理|能力|服务|体系|绩效|示范|[\d一二三四五六七八九十]+[家所个]|等|和|与|及|、|的|院长|主任|书记|医[生师]"
)


def find_org(text: str, title: str | None, publisher: str | None, file_name: str) -> str | None:
    """The hospital (or other organisation) whose own report this is, else None."""
    witness = _witness(text, title, publisher, file_name)
    if witness is None or witness.name not in ("医院", "我院"):
        if witness and witness.name.endswith(OF_AREA):
            return witness.name
        several = len(_DATELINE.findall(text)) > 1  # a page of several stories
        outright = witness is not None and witness.weight == OUTRIGHT
        return None if several and not outright else weigh_orgs(text, title, witness)
    if title and find_places(title):
        return None  # the bulletin of a province speaks of 医院 as a kind
    signed = _SIGNED_BY.search(text, max(0, len(text) - _FOOT))
    return weigh_orgs(text, title, None) or (signed[1] if signed else witness.name)


def _witness(text: str, title: str | None, publisher: str | None, file_name: str) -> Witness | None:
    """Whom the title names, else who signs, speaks or heads, with what that is worth."""
    looks: tuple[tuple[Callable[[], str | None], int], ...] = (
        (lambda: _named_outright(title, file_name), OUTRIGHT),
        (lambda: _org_of_feature(text) or org_of_signature(text), OUTRIGHT),
        (lambda: _find_org(text, title, publisher), _WITNESS),
        (lambda: org_of_foot(text) or org_of_account(text) or org_of_site(text), _OWN_PAGE),
        (lambda: org_of_department(text, publisher) or org_of_opening(text), _OWN_PAGE),
    )
    for look, weight in looks:
        found = look()
        if found:
            name = re.sub(r"^[\u4e00-\u9fff]{2,8}的(?=[\u4e00-\u9fff〇]{4})", "", found)
            return Witness(_with_run_on(text, name), weight)
    return None


def _named_outright(title: str | None, file_name: str) -> str | None:
    """The organisation that is the subject of the title or of the file's name."""
    for name in (title, file_name):
        match = _org_subject().match((name or "").strip(" 《“\"'").removeprefix("在"))
        if match and not is_kind(match[1]):
            return match[1]
    return None


def _find_org(text: str, title: str | None, publisher: str | None) -> str | None:
    if title and _AUTHORITY.search(title):
        return None  # an office's plan or report is about its area
    paper = _OWN_PAPER.search(text, 0, _HEAD)
    if paper:
        return paper[1]  # 某某医院院报
    if len(_DATELINE.findall(text)) > 1:
        return None  # a page of several stories
    speaks = sum(text.count(word) for word in org_words()["org_self"])
    above = _org_above_report(text)
    if above:
        return above
    congress = _CONGRESS.search(text, 0, _HEAD)
    if congress and not is_kind(congress[1]):
        return congress[1]  # 县人民医院第六届职工代表大会
    if speaks < 2:
        return _org_of_head(text) or _org_of_itself(text)
    if publisher and publisher.endswith(tuple(org_words()["org_ends"])) and not is_kind(publisher):
        return publisher
    own = set(own_names(text))
    others = set(full_names(text)) - own
    counts = Counter(
        name for name in org_name().findall(text[:3000]) if not is_kind(name) and name not in others
    )
    often = next((name for name, count in counts.most_common(1) if count >= 2), None)
    return often or _org_of_head(text) or _org_of_itself(text)


def _org_of_head(text: str) -> str | None:
    """The organisation that the headline or the first sentence is about, where no area is.

    溪口康宁医院 院史; ——衡水市第三人民医院; 2月26日,岚皋县医院职工代表大会开幕.
    """
    words = org_words()
    area = sum(text.count(word) for word in words["area_words"])
    own = sum(text.count(word) for word in words["org_words"])
    speaks = any(word in text for word in ("我院", "全院", "本院", "该院", "集团", "总院"))
    if (area > speaks and area * 4 > own) or own * PER_WORD < len(text):
        return None
    lines = [line.strip() for line in text[:_HEAD].splitlines() if line.strip()]
    for line in [line for line in lines if not _furniture().search(line[:60])][:_LINES]:
        for clause in _CLAUSE_START.split(line.partition("。")[0][:90]):
            clause = clause.removeprefix("走进").removeprefix("探访")  # noqa: PLW2901
            at = _LETTER.search(clause)
            named = org_name().match(clause, at.start()) if at else None
            if at and clause[at.start() - 1 : at.start()] in ("“", '"', "‘"):
                continue  # “娃娃医院”: what people call it
            if not named or is_kind(named[1]) or NO_NAME.search(named[1]):
                continue
            found = find_places(named[1])
            known = (bool(found) and found[0].start == 0) or _KNOWN.match(named[1]) is not None
            headline = len(line) <= len(named[1]) + _HEADLINE
            group = named[1].endswith("集团") and text.count("集团") > _OFTEN
            told = _TOLD.search(line) or not _GOES_ON.match(clause, named.end())
            if (known or headline or group) and told:
                return named[1]
        if "。" in line:
            return None  # the text has begun
    return None


def _org_of_feature(text: str) -> str | None:
    """The group or hospital that a feature's headline names without its place, in full.

    ——市立医疗集团深化改革纪实, of 马鞍山市立医疗集团.
    """
    headline = _FEATURE.search(text, 0, _HEAD)
    full = re.search(rf"([\u4e00-\u9fff]{{2,4}}){headline[1]}", text) if headline else None
    if not headline or not full:
        return None
    found = find_places(full.group()[: len(full[1]) + 1])
    return full.group()[found[-1].start :] if found else None


def _with_run_on(text: str, name: str) -> str:
    """``name`` with the hospital it always runs on to: 甲大学附属第一医院乙医院."""
    more = re.search(
        rf"{name}((?![现下所成有的和与及等共将为在并拥])[\u4e00-\u9fff]{{2,4}}(?:医院|院区|分院))",
        text,
    )
    always = more is not None and text.count(name) == text.count(name + more[1])
    return name + more[1] if more and always else name


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, org_words()["furniture_words"])))


def _org_above_report(text: str) -> str | None:
    """The organisation on a line of its own, above the line that names its report."""
    lines = [line.strip() for line in text[:600].splitlines() if line.strip()][:8]
    for line, below in pairwise(lines):
        name = org_name().fullmatch(line)
        if name and not is_kind(line) and any(word in below for word in org_words()["org_report"]):
            return line
    return None


def _org_of_itself(text: str) -> str | None:
    """The organisation of a text that speaks of 医院 or 全院 as its own subject, not of an area.

    One that never gives its name is 我院, as it calls itself: its figures are no city's.
    """
    words = org_words()
    area = sum(text.count(word) for word in words["area_words"] if word != "全国")
    own = len(_OWN_SUBJECT.findall(text))
    names = Counter(own_names(text[:3000]))
    name, count = next(iter(names.most_common(1)), ("", 0))
    if count > 1 and not area and len(names) == 1:
        return name
    elsewhere = any(office in text for office in words["offices_of"])
    nowhere = not area and not elsewhere and not find_places(text[:_LONGEST_LEAD])
    if nowhere and text.count("医院") >= _OFTEN:
        return name or "医院"
    if own < 2 or own <= area:
        return None
    if name:
        return name
    short = Counter(match.group() for match in _SHORT_NAME.finditer(text[:3000]))
    if short:
        return short.most_common(1)[0][0]
    if "我院" in text:
        return "我院"
    return "医院" if own > 2 else None


@cache
def _org_subject() -> re.Pattern[str]:
    """A title's subject: the organisation's name and, behind it, a year or the report's name."""
    after = r"(?=\s*(?:[(（]|关于)?\s*(?:20\d\d|二[〇○零]|年度|年终|工作|总结|述职|简介|$))"
    return re.compile(rf"((?:20\d\d年)?[\u4e00-\u9fff]{{2,24}}?(?:{org_ends()})){after}")


def with_its_place(org: str, text: str, title: str | None, filed: Place | None) -> str:
    """``org`` with the place its name lacks: 市中心医院 in a paper of 鄂州 is 鄂州市中心医院."""
    level = level_of(org)
    if not level:
        return org
    standing = standing_place(text, title)
    fitting = (place for place in (standing, filed) if place and place.name.endswith(level))
    place = next(fitting, None)
    return place.name + org[1:] if place else org
