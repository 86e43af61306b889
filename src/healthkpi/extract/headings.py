"""What the headings above a number say of its time: results of a year, or tasks ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from healthkpi.extract.horizon import Horizon
from healthkpi.extract.marks import either
from healthkpi.extract.segment import Heading
from healthkpi.models import Status
from healthkpi.vocabulary.load import read_yaml

_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d.]|[-—–~至到])")
_SIGNED = re.compile(  # (某省卫生厅规划处 2015年6月)
    r"[委局厅处科室心院所站组府社][)）]?[ \u3000(（]*20\d\d年\d{1,2}月(?:\d{1,2}日)?[)）\s]*$"
)
_REST_OF_YEAR = re.compile(r"下半年|[三四]季度|年内|后几个月")
_EARLY = "03"  # the last month in which a report still reviews the year before
_BYLINE = re.compile(r"[(（][^()（）]{0,40}(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?[)）]")
_WORK = re.compile(r"抓|干|做|实施|推进|建设|事")  # 2024年抓几件事
_THIS_YEAR = re.compile(r"(?<!如)今年(?!以来|上半年|前)")


@dataclass(slots=True)
class Setting:
    """What the text so far says of time: it holds until a heading or sentence changes it.

    ``status`` is None where nothing is said; ``year`` is the year of actual values, or the deadline
    of goals. One that is not ``firm`` gives way to what the headings further out say.
    """

    status: Status | None = None
    year: int | None = None
    firm: bool = True

    def copy(self) -> Setting:
        """Another of the same content."""
        return Setting(self.status, self.year, self.firm)


class _Words(NamedTuple):
    ahead: re.Pattern[str]
    ahead_with_year: re.Pattern[str]
    results: re.Pattern[str]
    weak_results: re.Pattern[str]
    plan_review: re.Pattern[str]
    event: re.Pattern[str]
    apart: re.Pattern[str]
    both: re.Pattern[str]


@cache
def _words() -> _Words:
    times = read_yaml("times.yaml")
    return _Words(*(re.compile(either(times[kind])) for kind in _Words._fields))


def read_headings(
    headings: Sequence[Heading], horizon: Horizon, before: Setting | None = None
) -> Setting:
    """What the headings say together: the innermost that is firm wins.

    ``before`` is what the section's outermost heading goes on with (see ``read_section``).
    """
    weak = None
    for heading in reversed(headings):
        setting = read_title(heading.text, horizon)
        if setting.status is not None and setting.firm:
            return setting
        weak = weak or (setting if setting.status else None)
    if before is not None and before.status == "target":
        return before.copy()
    return weak or (before.copy() if before else Setting())


def read_section(heading: Heading, horizon: Horizon, before: Setting) -> Setting:
    """What an outermost heading says of the time below it.

    One without number that says nothing (重点做好九方面工作:) goes on with what was ``before`` it,
    unless it opens a glossary or an annex.
    """
    setting = read_title(heading.text, horizon)
    if setting.status is not None and setting.firm:
        return setting
    goes_on = heading.level == 0 and not _words().apart.match(heading.text)
    return before.copy() if goes_on and before.status else setting


def read_title(text: str, horizon: Horizon) -> Setting:
    """What one heading, or a short line that leads on to a list, says of the time below it."""
    if _BYLINE.fullmatch(text.strip()):
        return Setting()  # (省卫生厅规划与信息处 2015年6月)
    words = _words()
    text = text.replace("计划生育", "")  # the office's name plans nothing
    if _SIGNED.search(text):
        return Setting()
    years = [int(year) for year in _YEAR.findall(text)]
    year = max(years, default=None)
    if horizon.is_plan:
        return Setting("actual", None) if words.plan_review.search(text) else Setting()
    future = year is not None and horizon.base is not None and year > horizon.base
    if year is None and horizon.today and horizon.base and _THIS_YEAR.search(text):
        year = _year_begun(text, horizon) or horizon.today
        future = year > horizon.base
    if words.event.search(text):
        return Setting()
    if words.both.search(text):
        return Setting()  # 2023年工作总结和2024年工作打算: the sections tell
    if future:
        told = words.results.search(text) or words.weak_results.search(text)
        named = words.ahead.search(text) or words.ahead_with_year.search(text)
        if not told:
            named = named or _WORK.search(text)
        return Setting("target", year) if named else Setting()
    ahead, results = words.ahead.search(text), words.results.search(text)
    last = results or words.weak_results.search(text)
    if ahead and not (last and last.end() > ahead.start()):
        rest = horizon.base if _REST_OF_YEAR.search(text) else None
        return Setting("target", rest or _next_year(year, horizon))
    if results or year is not None:
        return Setting("actual", year)
    return Setting("actual", None, firm=False) if words.weak_results.search(text) else Setting()


def _year_begun(text: str, horizon: Horizon) -> int | None:
    """The year that 今年主要任务 is of, in a report that early in it reviews the one before."""
    words, published = _words(), horizon.published or ""
    tasks = words.ahead.search(text) or words.ahead_with_year.search(text)
    early = published[:4] == str((horizon.base or 0) + 1) and published[5:7] <= _EARLY
    return int(published[:4]) if tasks and early else None


def _next_year(named: int | None, horizon: Horizon) -> int | None:
    """The year a section without its own names as ahead falls in: the one after the report's."""
    if horizon.base is None:
        return named
    if horizon.today and horizon.today > horizon.base:
        return horizon.today
    if horizon.midway:
        return horizon.base  # a report on part of a year has the rest of it ahead
    return horizon.base + 1
