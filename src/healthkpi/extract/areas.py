"""What 全市, 全县 and 全省 mean, seen from the place a document is about."""

from __future__ import annotations

from healthkpi.extract.own_scope import as_written, default_scope, own_place
from healthkpi.extract.subjects import Scope, kind_of, words
from healthkpi.models import Document
from healthkpi.vocabulary.places import place_of

_REGION = 4  # characters of 南方省份, 西部地区


class Areas:
    """The areas that a document's words for its own and larger places stand for."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.default = default_scope(document)
        self.own = own_place(document)
        self.city = place_of(document.city_code) if document.city_code else None
        code = self.own.province_code if self.own else None
        self.province = place_of(code) if code else None

    def as_subject(self, kind: str, body: str, end: int, story: Scope | None) -> Scope | None:
        """What the area word of ``kind`` that ends at ``end`` means as a subject of ``body``.

        ``story`` is whom a newspaper's story is about.
        """
        if kind == "world":
            return Scope(body[end - 2 : end], "nation")
        if kind == "region":
            national = self.default is not None and self.default.kind == "nation"
            return Scope(body[end - _REGION : end], "nation") if national else None
        if kind == "nation":
            subject = body.startswith("我国", end - 2) or words().nation_subject.match(body, end)
            return Scope("全国", "nation") if subject else None
        if body[end - 2 : end] == "全区" and self.is_no_district():
            return self.scope(kind, "全区")
        if kind == "own" and self.own and self.own.level in ("province", "nation"):
            return None  # the prefecture or city that the clause before tells of: 全州 of 怒江州
        elsewhere = self.own and self.own.level != "county" and not self.own.name.endswith("区")
        if story and kind in ("own", "county") and story.kind in ("city", "county"):
            return story
        if kind == "county" and elsewhere:
            return None  # the county named last
        return self.scope(kind, body[end - 2 : end])

    def scope(self, kind: str, word: str = "") -> Scope | None:
        """The place that an area word of ``kind`` stands for; ``word`` is as it is written."""
        if word == "全区" and self.province and self.is_no_district():
            return Scope(as_written(self.province.name, self.text), kind_of(self.province))
        if kind == "nation":
            return Scope("全国", "nation")
        areas = {"province": self.province, "own": self.city}
        if self.own and self.own.level == "county" and self.own.name.endswith("市"):
            areas["own"] = self.own  # 全市 of a city at county level
        place = areas.get(kind, self.own) or self.own
        if place is None:
            return self.default
        return Scope(as_written(place.name, self.text), kind_of(place))

    def place(self) -> Scope | None:
        """The place the document is about, also where an organisation reports on itself."""
        own = self.own
        return Scope(as_written(own.name, self.text), kind_of(own)) if own else None

    def is_no_district(self) -> bool:
        """Whether 全区 can only be the autonomous region: said of a county or a city in one."""
        region = self.province is not None and self.province.name.endswith("自治区")
        own = self.own
        smaller = own is not None and own.level in ("county", "city")
        district = own is not None and own.name.endswith("区") and own.level == "county"
        return region and smaller and not district
