"""The year a document reports on, from its own words; the clock is never asked."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from healthkpi.ingest.ahead import SPAN, newest_past_year
from healthkpi.ingest.dates import find_dates, find_years, with_digit_years
from healthkpi.ingest.gone_by import year_reviewed, year_stated
from healthkpi.ingest.year_evidence import PROGRAMME_END, weigh_years
from healthkpi.vocabulary.load import read_yaml

_REVIEW = re.compile(
    r"(?<!\d)(20[0-4]\d)\s*年度?[^\n。,，0-9]{0,12}?(?:工作|任务|目标)[^\n。,，0-9]{0,6}?(?:回顾|总结|完成情况|情况)"
)
_OWN_NUMBER = re.compile(r"^\s*\S{1,14}[〔\[(（](20\d\d)[〕\])）]\s*\d+\s*号\s*$", re.MULTILINE)
_PERIOD = re.compile(r"[(（](20\d\d)\s*年?\s*[-—－~～至到]+\s*20\d\d\s*年?[)）]")
_MEETING = re.compile(r"20\d\d年[^,，。]{0,12}(?:会议|大会)")  # held to review the year before
_EDITION = re.compile(r"20\d\d年?版")
_MONTH = re.compile(r"20\d\d年\d{1,2}月")
_BRACKETED = re.compile(r"[(（](20[0-4]\d)[)）]\s*$")
_ANNUAL = re.compile(
    r"(?:年报|年度报告|统计公报|统计资料|数据手册|白皮书)[·•・:：\s—-]*(20[0-4]\d)(?![\d.·/-])"
)
_BARE_YEAR = re.compile(r"(?<![\d.:/-])(20[0-4]\d)(?![\d.:/-])")
_PROGRAMME = re.compile(r"十([二三四])五[”\"]?(?:期间|时期|以来)")
_HEAD = 600  # characters of a plan's head, where its number and period stand
_FILE_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")


def find_year(
    text: str, title: str | None, doc_type: str, published: str | None, file_name: str
) -> int | None:
    """The year reported on.

    A title's year, where it has one: of a 政府工作报告 the year before. Else a plan takes the year
    of its date. Anything else takes the year that it says it is of, or else the one that most of
    its sentences speak for (see ``year_evidence``).
    """
    text, name = with_digit_years(text), with_digit_years(title or "")
    file_name = with_digit_years(file_name)
    if doc_type == "plan":
        found = _plan_year(text, name, published, file_name)
    else:
        found = _told_year(text, name, doc_type, published, file_name)
    programme = None if found else _PROGRAMME.search(text)
    if programme:
        return PROGRAMME_END[programme[1]]
    return found or _headline_year(text) or _last_resort(published, file_name)


def _plan_year(text: str, name: str, published: str | None, file_name: str) -> int | None:
    years = _title_years(name) or _title_years(file_name)
    if years:
        return _named_year(name, years)
    return _signed_year(text, published) or _issued_year(text) or newest_past_year(text)


def _told_year(
    text: str, name: str, doc_type: str, published: str | None, file_name: str
) -> int | None:
    reviewed = year_reviewed(text)
    if reviewed:
        return reviewed
    name, file_name = _EDITION.sub("", name), _EDITION.sub("", file_name)
    if doc_type in ("news", "other"):  # the month of an issue, or the year of a meeting
        name, file_name = (_MEETING.sub("", _MONTH.sub("", told)) for told in (name, file_name))
    years = _title_years(name) or _title_years(file_name) or _bracketed(text)
    if not years:
        return year_stated(text, published) or weigh_years(text, doc_type, published)
    if doc_type == "work_report":
        found = _report_year(text, name + file_name, years, published)
        return min(found, int(published[:4])) if published else found
    if doc_type in ("news", "other") and _outweighed(text, years[0]):
        return weigh_years(text, doc_type, published)
    return _named_year(name, years)


def _first_lines(text: str) -> list[str]:
    return [line.strip() for line in text[:_HEAD].splitlines() if line.strip()][:3]


def _bracketed(text: str) -> list[int]:
    """A year that the first lines name a report by: 卫生事业发展情况(2007); 某某医院年报·2011."""
    lines = _first_lines(text)
    named = [int(year) for line in lines for year in _BRACKETED.findall(line)]
    return named or [int(year) for line in lines for year in _ANNUAL.findall(line)]


def _headline_year(text: str) -> int | None:
    """A year in the first lines, with or without 年: 一张表看2023."""
    found = _BARE_YEAR.search("\n".join(_first_lines(text)))
    return int(found[1]) if found else None


def _words() -> Any:
    return read_yaml("metadata.yaml")


def _title_years(title: str) -> list[int]:
    """Years of a title; of a plan's span (2021—2025年) none, for it is not one year."""
    named = [year for _, _, year in find_years(SPAN.sub("", title))]
    return named or [int(year) for year in _BRACKETED.findall(title)]


def _named_year(title: str, years: list[int]) -> int:
    """Of several years in a title, the one a review word follows; else the first."""
    spots = list(find_years(title))
    if not spots:
        return years[0]  # the file's name has years, the title none
    for (_, end, year), following in zip(spots, [*spots[1:], None], strict=True):
        part = title[end : following[0] if following else None]
        if any(word in part for word in _words()["review_words"]):
            return year
    return years[0]


def _report_year(text: str, title: str, years: list[int], published: str | None) -> int:
    """The year of a report from that in its title: a 政府工作报告 reviews the year before.

    One given a year after that of its title is named after what it reviews.
    """
    if published and int(published[:4]) > years[0]:
        return _named_year(title, years)
    reviewed = _REVIEW.search(text)
    if any(word in title for word in _words()["reviews_year_before"]):
        return int(reviewed[1]) if reviewed and int(reviewed[1]) <= years[0] else years[0] - 1
    met = reviewed and int(reviewed[1]) == years[0] - 1 and _MEETING.search(title)
    return years[0] - 1 if met else _named_year(title, years)


def _outweighed(text: str, year: int) -> bool:
    """Whether another year is named so often that the title's can only be that of an event."""
    counts = Counter(named for _, _, named in find_years(text))
    most, count = next(iter(counts.most_common(1)), (year, 0))
    often = count >= 3 and count * 2 > counts.total()
    return often and most != year and count >= 3 * max(counts[year], 1)


def _signed_year(text: str, published: str | None) -> int | None:
    """The year of a date that stands on a line of its own: the signature of a document."""
    for line in text.splitlines():
        stripped = line.strip()
        if len(stripped) <= 24:
            for start, end, day in find_dates(stripped):
                if end - start >= len(stripped) - 4:
                    return day.year
    return int(published[:4]) if published else None


def _issued_year(text: str) -> int | None:
    """The year in a document's own number (市发〔2023〕27号), else that its period begins in."""
    head = text[:_HEAD]
    found = _OWN_NUMBER.search(head) or _PERIOD.search(head)
    return int(found[1]) if found else None


def _last_resort(published: str | None, file_name: str) -> int | None:
    if published:
        return int(published[:4])
    match = _FILE_YEAR.search(file_name)
    return int(match[1]) if match else None
