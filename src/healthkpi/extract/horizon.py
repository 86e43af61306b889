"""Where a document stands in time: what is past to it, what ahead, and when its tasks fall due."""

from __future__ import annotations

import re
from typing import NamedTuple

from healthkpi.extract.periods import Period, parse_period
from healthkpi.ingest.ahead import newest_past_year
from healthkpi.ingest.dates import with_digit_years
from healthkpi.ingest.written import find_written
from healthkpi.models import Document

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*年)")
_SPAN = re.compile(r"[(（]\s*(20\d\d)\s*年?\s*[-—–―~至到]+\s*(20\d\d)\s*年?\s*[)）]")
_OWN_NUMBER = re.compile(r"^\s*\S{1,14}[〔\[(（](20\d\d)[〕\])）]\s*\d+\s*号\s*$", re.MULTILINE)
_PROGRAMME = re.compile(r"十([一二三四五六])五")
_PROGRAMME_NAMED = re.compile(
    r"《[^《》]{0,12}十([二三四五])五[^《》]{0,24}(?:规划|计划|纲要)》.{0,40}印发"
)
_IN_PROGRAMME = re.compile(r"十([一二三四五六])五[”」\"]?(?:期间|时期|末|期末)")
_BEGINS = re.compile(r"十([一二三四五六])五[”」\"]?(?:规划)?(?:的)?开局之年")
_SINCE_PROGRAMME = re.compile(r"十([一二三四五])五[”」\"]?(?!规划|计划|纲要|时期规划)")
_PROGRAMME_END = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}
_PART_OF_YEAR = re.compile(
    r"20\d\d\s*年\s*(?:\d{1,2}\s*月|第?[一二三四1-4]季度|[上下]半年|前)\S{0,6}"
)
_RELATIVE = re.compile(r"(?<!如)今年|(?<![比较与])去年(?!同期)")
_LAST_YEAR = re.compile(r"(?<![比较与同和])去年(?!同期)")
_NEXT_YEAR = re.compile(r"明年|来年")
_THIS_YEAR_AHEAD = re.compile(
    r"(?<!如)今年[^,，。;；\d]{0,12}(?:将(?!近)|要(?!求)|力争|计划|拟|目标|任务|打算|重点)"
)
_HEAD = 600  # characters of a plan's head, where its number and period stand


class Horizon(NamedTuple):
    """The years that date a document's numbers; None where the document does not say.

    A year after ``base`` is ahead. ``today`` is what 今年 means, ``deadline`` the year in which the
    tasks of a plan fall due if they name none, ``period`` the part of a year all is about.
    ``published`` is the day of publication, ISO 8601.
    """

    base: int | None
    today: int | None
    deadline: int | None
    is_plan: bool
    period: Period | None = None
    published: str | None = None
    programme: int | None = None  # the year before the five-year programme that is looked back on
    plan_end: int | None = None  # the last year of the plan that a report is on
    within: bool = False  # whether a part of the year is reported on, and the rest still ahead

    @property
    def midway(self) -> bool:
        """Whether the text is of the year that it reports on, with months of it to come."""
        published = self.published or ""
        early = published[:4] == str(self.base) and published[5:7] != "12"
        return early or self.within or self.period is not None

    def outlasts(self, year: int) -> bool:
        """Whether this is a plan of several years that goes on after ``year``."""
        return self.is_plan and self.deadline is not None and year < self.deadline


def find_horizon(document: Document) -> Horizon:
    """The horizon of ``document``: a plan's is its own period or the year it was issued in."""
    title = document.title or ""
    named = _YEAR.search(title)
    title_year = int(named[1]) if named else None
    if document.doc_type == "plan":
        return _of_plan(document, title, title_year)
    year = document.year
    today = max(filter(None, (title_year, year)), default=None)
    if document.doc_type in ("news", "other"):
        if document.published:
            today = int(document.published[:4])
        elif year and (
            _looks_back(document, year) or (not title_year and _names_as_over(document.text, year))
        ):
            today = year + 1  # 2024年共受理…; 今年还要…: what has a number is no longer this year
    elif year and _looks_back(document, year):
        today = year + 1
    period = None
    part = _PART_OF_YEAR.search(title)
    if part and document.doc_type != "news":
        period = parse_period(part.group())
        period = period if period and period.year == year else None
    span = _SINCE_PROGRAMME.search(title or document.text[:_HEAD])
    ended = _PROGRAMME_END[span[1]] if span else None
    programme = ended - 5 if ended and ended == year else None
    within = document.doc_type == "communique" and _WITHIN.search(document.text[:_HEAD]) is not None
    return Horizon(
        year,
        today,
        None,
        False,
        period,
        document.published,
        programme,
        _plan_end(document, ended),
        within,
    )


_PLAN_NAMED = re.compile(r"规划[(（]\s*20\d\d\s*年?\s*[-—–―~至到]+\s*(20\d\d)\s*年?\s*[)）]》")


def _plan_end(document: Document, programme: int | None) -> int | None:
    """The last year of the plan that a report names: 《儿童发展规划(2011—2020年)》."""
    named = None if programme else _PLAN_NAMED.search(document.text[:_HEAD])
    return int(named[1]) if named else programme


_WITHIN = re.compile(
    r"全月|当月|(?:[一二三]季度|上半年|[1一][-—~～至到][2-9二三四五六七八九]月)[,，]"
)


def _looks_back(document: Document, year: int) -> bool:
    """Whether a text of the new year tells of the one before and calls its own 今年.

    One of January that says 今年 alone may still mean the year that it sums up.
    """
    written = find_written(with_digit_years(document.text), document.published)
    if written is None or written.year != year + 1:
        return False
    text = document.text
    if _NEXT_YEAR.search(text):
        return False  # it speaks from the year that it sums up
    return _LAST_YEAR.search(text) is not None or _THIS_YEAR_AHEAD.search(text) is not None


def _names_as_over(text: str, year: int) -> bool:
    """Whether a text that says 今年 or 去年 calls ``year`` by its number, and as a whole year."""
    named = re.search(
        rf"(?<!\d){year}年(?!\s*\d{{1,2}}\s*月|[上下]半年|第?[一二三四]季度|以来)", text
    )
    return named is not None and _RELATIVE.search(text) is not None


def programme_end(text: str) -> int | None:
    """The last year of a five-year programme that ``text`` puts a goal in: “十五五”期间."""
    begun = _BEGINS.search(text)
    if begun:
        return _PROGRAMME_END[begun[1]] - 4  # “十二五”开局之年
    found = _IN_PROGRAMME.search(text)
    return _PROGRAMME_END[found[1]] if found else None


def _issued_after(document: Document) -> int | None:
    """The year a plan without a date was issued in: that after the newest that it tells of."""
    text = with_digit_years(document.text)
    told = find_written(text, None) is None and document.year == newest_past_year(text)
    return document.year + 1 if told and document.year else document.year


def _of_plan(document: Document, title: str, title_year: int | None) -> Horizon:
    head = document.text[:_HEAD]
    span = _SPAN.search(title) or (None if title_year else _SPAN.search(head))
    number = _OWN_NUMBER.search(head)
    published = int(document.published[:4]) if document.published else None
    start = int(span[1]) if span else int(number[1]) if number else published
    named_in = _PROGRAMME_NAMED.search(head)
    programme = _PROGRAMME.search(title) or (named_in if not title_year else None)
    if programme and not span:
        start = _PROGRAMME_END[programme[1]] - 4
    start = start or title_year or _issued_after(document)
    if span:
        deadline: int | None = int(span[2])
    elif programme:
        deadline = _PROGRAMME_END[programme[1]]
    else:
        deadline = title_year if title_year and (start is None or title_year >= start) else None
    issued = int(number[1]) if number else published
    today = max(filter(None, (start, issued)), default=None)
    base = start - 1 if start else None
    before = base - 5 if base and programme and not span else None
    return Horizon(base, today, deadline, True, None, document.published, before)
