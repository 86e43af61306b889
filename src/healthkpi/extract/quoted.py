"""The larger area whose figure is quoted for comparison: 优于全国14.3/10万, 全省平均(79.3岁)."""

from __future__ import annotations

import re
from collections.abc import Callable

from healthkpi.extract.draft import Draft
from healthkpi.extract.scope_cues import scope_cues
from healthkpi.extract.subjects import Scope, words

_AVERAGE_BEHIND = re.compile(r"的(全[国省市县区州旗]|我[国省])(?:同期)?平均(?:水平|值|数)?")
_BESIDE = re.compile(r"(?:高|低|优|好|多|少|快|慢)于$|超过$|不及$")  # 略高于全市的4.41‰
_AMONG = re.compile(r"(全[国省市县区州旗]|我[国省])[\u4e00-\u9fff]{1,10}$")
_LEVEL_BEHIND = re.compile(r"的?(?:平均水平|平均值|均值)")
_AGAINST = re.compile(r"[比与较和同](全[国省市县区州旗]|我[国省])的?$")
_DIFFERS = re.compile(r"(?:的(?:平均)?水平)?(?:还)?(?:略|稍|明显|仍|相比|相差|[高低多少])")
_TIMES = re.compile("[倍成]")
_LINKS = ("、", "和", "与", "及")  # 全国11.3/10万和6.3/10万
_REACH = 16  # characters before a number in which the area and the comparison stand


class QuotedAreas:
    """Finds whose number is quoted; ``area_scope`` says which place 全省 or 全国 is."""

    def __init__(self, area_scope: Callable[[str, str], Scope | None]) -> None:
        self.area_scope = area_scope
        self.text = ""
        self.start = 0  # of the sentence
        self.last: tuple[int, Scope] | None = (
            None  # where the number quoted last ends, and its area
        )

    def enter(self, text: str, start: int) -> None:
        """Begin the sentence of ``text`` that starts at ``start``."""
        self.text, self.start, self.last = text, start, None

    def of(self, draft: Draft) -> Scope | None:
        """The area whose figure ``draft`` quotes; None where it is not quoted."""
        if draft.measure in ("rank", "change"):
            return None
        if self.last and self.text[self.last[0] : draft.start] in _LINKS:
            self.last = (draft.end, self.last[1])
            return self.last[1]
        behind = _AVERAGE_BEHIND.match(self.text, draft.end)
        if (
            behind
        ):  # 高于5.2%的全国平均水平: what stands before the number compares, it does not bound
            draft.number = draft.number._replace(comparator="eq")
            return self._named(behind[1])
        found = scope_cues().quoted.search(
            self.text, max(self.start, draft.start - _REACH), draft.start
        )
        if not found:
            return self._beside(draft)
        if found.group().endswith("的") and _TIMES.search(self.text, draft.start, draft.end):
            return None  # 是全省平均水平的1.7倍: one's own figure
        beside = _BESIDE.search(self.text, self.start, found.start()) is not None
        average = found["average"] and (found["link"] or draft.measure in ("rate", "duration"))
        levels = found["link"] == "(" or average or beside
        if not levels and not scope_cues().average_after.match(
            self.text, draft.end, draft.end + 30
        ):
            return self._beside(draft)
        scope = self._named(found["area"])
        self.last = (draft.end, scope) if scope else None
        return scope

    def _beside(self, draft: Draft) -> Scope | None:
        """The area of 低于全市县级医院41%的平均水平, of 比全省3.4人略低."""
        before = self.text[max(self.start, draft.start - _REACH) : draft.start]
        among = _AMONG.search(before)
        if among and _LEVEL_BEHIND.match(self.text, draft.end):
            draft.number = draft.number._replace(comparator="eq")
            return self._named(among[1])
        against = _AGAINST.search(before)
        if against and _DIFFERS.match(self.text, draft.end):
            return self._named(against[1])
        return None

    def _named(self, written: str) -> Scope | None:
        area = words().area.match(written)
        return self.area_scope(area.lastgroup or "own", area.group()) if area else None
