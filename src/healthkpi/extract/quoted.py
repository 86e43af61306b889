"""The larger area whose figure is quoted for comparison: 优于全国14.3/10万, 全省平均(79.3岁)."""

from __future__ import annotations

import re
from collections.abc import Callable

from healthkpi.extract.draft import Draft
from healthkpi.extract.scope_cues import scope_cues
from healthkpi.extract.subjects import Scope, words

_AVERAGE_BEHIND = re.compile(r"的(全[国省市]|我[国省])(?:同期)?平均(?:水平|值|数)?")
_BESIDE = re.compile(r"(?:高|低|优|好|多|少|快|慢)于$|超过$|不及$")  # 略高于全市的4.41‰
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
            return None
        beside = _BESIDE.search(self.text, self.start, found.start()) is not None
        average = found["average"] and (found["link"] or draft.measure in ("rate", "duration"))
        levels = found["link"] == "(" or average or beside
        if not levels and not scope_cues().average_after.match(
            self.text, draft.end, draft.end + 30
        ):
            return None
        scope = self._named(found["area"])
        self.last = (draft.end, scope) if scope else None
        return scope

    def _named(self, written: str) -> Scope | None:
        area = words().area.match(written)
        return self.area_scope(area.lastgroup or "own", area.group()) if area else None
