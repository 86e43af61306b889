"""Who one clause is about by its first words: an area, several names, a body or a place."""

from __future__ import annotations

import re

from healthkpi.extract.areas import Areas
from healthkpi.extract.name_forms import is_predicate, is_town_name
from healthkpi.extract.own_scope import as_written
from healthkpi.extract.subjects import (
    Scope,
    find_list,
    find_located_town,
    find_organisation,
    find_place,
    kind_of,
    words,
)
from healthkpi.ingest.organisation import OF_AREA
from healthkpi.models import Document
from healthkpi.vocabulary.places import Place, find_places

_CONTEST = re.compile(r"[^,;。]{2,24}(?:考核|评价|评估|评比|排名|竞赛|大赛|测评|排行榜?)中?")
_OWN_BODY = re.compile(
    r"(?:集团|医院|本院|我院|全院)(?=下辖|各|合计|现有|拥有|总|全年|开放|完成|共|在编|年)"
)
_RANKED = re.compile(r"(?:排名|排在|位列|位居|名列|荣获|获评|被评为)")
_OWN_LEVEL = re.compile(r"(?:市级|市本级|市属)(?![\u4e00-\u9fff]{0,8}(?:医院|中心|机构|专家))")
_DATE = re.compile(
    r"(?:(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?)(?:底|末|起)?[,,]?\s*(?:在|的是)?"
)
# 甲县小西天、乙县木塔等景区; 乙县 has to be a place
_EXAMPLES = re.compile(r"[^,;。\d]{0,24}、(?P<next>[^,;。\d]{2,40})等(?!级)")
# 建成市人民医院门诊楼、县中医院等项目27个: whose buildings are examples of what is counted
_BUILDINGS = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:楼|院区|工程|项目|迁建|扩建|中心)、[^,;。\d]{0,40}等(?!级)"
)
# 范里、五里川2所卫生院; 泸水、福贡等4个县级医院: several by short names are the whole's
_OF_SEVERAL = re.compile(
    r"(?P<first>[\u4e00-\u9fff]{2,3})(?:、[\u4e00-\u9fff]{2,6}?)+等?(?:\d+|[两二三四五六七八九十]+)[个家所]"
    r"(?:县(?!域)|[镇乡]|街道|社区卫生|(?:乡镇|中心)?卫生院|县级医院)"
)
_DESCRIBED = re.compile(
    r"(?!全|我|该|其他|不少|有的|更多)[\u4e00-\u9fff]{2,9}的(?=[\u4e00-\u9fff]{3})"
)
_HELPER = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,10}?)(?:对口帮扶|先后|累计|分批|共|已|还|也|今年|全年)*"
    r"(?:选派|派驻|派出|派来|援派|援助|援建|下派)"
)
_LEADER = re.compile("(?:龙头|牵头)(?:医院|单位)")  # of a group's members
_GROUPS = ("集团", "医共体", "医联体")
_WITH_US = re.compile("[与同和](?:我[院县市区]|(?P<that>该院))")


class ClauseSubjects:
    """Reads the subject of each clause of a document; ``text`` is its working text."""

    def __init__(self, document: Document, areas: Areas) -> None:
        self.document, self.areas = document, areas
        self.code = document.city_code
        self.default, self.own, self.city = areas.default, areas.own, areas.city
        self.text = ""

    def subject(self, body: str, at: int, story: Scope | None) -> tuple[Scope, ...]:
        """The scopes named as subject of the clause that begins at ``at``; none for no subject.

        ``story`` is whom a newspaper's story is about.
        """
        for pattern in (words().opening, _DATE, words().opening):
            lead = pattern.match(body, at)
            at = lead.end() if lead else at
        area = words().area.match(body, at)
        if area and body[at - 1 : at] == "在" and self._is_field(area, body):
            return ()
        if area:
            scope = self.areas.as_subject(area.lastgroup or "", body, area.end(), story)
            return (scope,) if scope else ()
        if self._is_own(body, at):
            return (self.default,) if self.default else ()
        if not "\u4e00" <= body[at : at + 1] <= "\u9fff":
            return ()
        several = find_list(body, at, self.document.city, self.code)
        return several.scopes if several else self._one(body, at)

    def _is_own(self, body: str, at: int) -> bool:
        """Whether a clause begins with words for whom the document is about, or for a helper."""
        if self.document.org and _OWN_BODY.match(body, at):
            return True
        if _OWN_LEVEL.match(body, at):
            return self.default is not None and self.default.kind != "org"
        of_area = not self.document.org or self.document.org.endswith(OF_AREA)
        if of_area and words().reports.match(body, at):
            return True  # 市疾控中心通报,…
        return self._helps(body, at)

    def _one(self, body: str, at: int) -> tuple[Scope, ...]:
        """The one body or place that a clause begins with."""
        leader = _LEADER.match(body, at)
        if leader and self.document.org and self.document.org.endswith(_GROUPS):
            return (Scope(leader.group(), "org"),)
        found = find_organisation(body, at, self.document.city, self.code)
        end = found.end if found else at
        with_us = _WITH_US.match(body, end) if found else None
        if with_us and (self.document.org or not with_us["that"]):
            return (self.default,) if self.default else ()
        led = body[at - 1 : at] == "由" and body.startswith("牵头", end)
        if found and is_predicate(body, end) and not (led or _BUILDINGS.match(body, end)):
            return found.scopes
        scope = self._place(body, at)
        described = _DESCRIBED.match(body, at) if not scope else None
        if described:
            return self._described(body, described.end())
        return (scope,) if scope else ()

    def _described(self, body: str, at: int) -> tuple[Scope, ...]:
        """The township, county or body told of with words before its name: 地处偏远的沙沟镇."""
        found = find_organisation(body, at, self.document.city, self.code)
        if found and is_predicate(body, found.end):
            return found.scopes
        scope = self._place(body, at)
        return (scope,) if scope and scope.kind in ("county", "township") else ()

    def is_of_several(self, body: str, at: int) -> bool:
        """Whether a clause tells of several townships or bodies by their short names."""
        several = _OF_SEVERAL.match(body, at)
        return several is not None and is_town_name(several["first"])

    def _helps(self, body: str, at: int) -> bool:
        """Whether a clause tells what a place elsewhere does here: 青岛市选派医生64名."""
        helper = _HELPER.match(body, at)
        if helper is None or self.own is None or self.own.level == "nation":
            return False
        found = find_places(helper["who"], city_code=self.code)
        if not found or found[0].start or found[-1].end != len(helper["who"]):
            return False
        place, own = found[-1].place, self.own
        if own.level == "province":
            return place.province_code != own.province_code
        return place.city_code != own.city_code

    def _is_field(self, area: re.Match[str], body: str) -> bool:
        """Whether 在全省… says among whom: 在全省评价中获第三名, 在全国有影响力的学科."""
        far = area.lastgroup in ("nation", "province") or self.document.org is not None
        return far or _CONTEST.match(body, area.end()) is not None

    def _place(self, body: str, at: int) -> Scope | None:
        """A place as subject: 襄垣县新建…"""
        found = find_place(body, at, self.code, self.text) or find_located_town(body, at)
        if found is None:
            return None
        place, end = found
        examples = _EXAMPLES.match(body, end)
        if examples and find_place(examples["next"], 0, self.code, self.text):
            return None
        located = body[at - 1 : at] == "在" and body[end : end + 1] == ","  # 在白石镇,卫生院…
        if not located and not is_predicate(body, end, of_place=True):
            own = isinstance(place, Place) and self.own and place.code == self.own.code
            return self.default if own else None
        if isinstance(place, Scope):
            own = self.default is not None and self.default.name.endswith(place.name)
            return self.default if own else place  # 高新区, of 西安高新区
        if self._is_around(place):
            ranked = place.level == "county" and _RANKED.match(body, end)  # 阳西县排名全省第3
            return Scope(place.name, "county") if ranked else None  # not 宁波市中医重点学科5个
        if self.own and place.code == self.own.code:
            return None if self.document.org else self.default
        return Scope(as_written(place.name, self.text), kind_of(place))

    def _is_around(self, place: Place) -> bool:
        """Whether an organisation that reports on itself lies in ``place``."""
        if not self.document.org or self.city is None:
            return False
        near = place.province_code == self.city.province_code
        return near and (place.level in ("province", "city") or place.code == self.city.code)
