"""The year a document reports on, from its own words; the clock is never asked."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from healthkpi.ingest.dates import find_dates, find_years, with_digit_years
from healthkpi.ingest.gone_by import looks_back, year_looked_back_on, year_reviewed, year_stated
from healthkpi.vocabulary.load import read_yaml

_REVIEW = re.compile(
    r"(?<!\d)(20[0-4]\d)\s*年度?[^\n。,，0-9]{0,12}?(?:工作|任务|目标)[^\n。,，0-9]{0,6}?(?:回顾|总结|完成情况|情况)"
)
_SPAN = re.compile(r"20\d\d\s*年?\s*(?:[-—－~～至到]+)\s*20\d\d\s*年")
_COLUMN = re.compile(r"(?<!\S)20[0-4]\d\s*年(?!\S)")
_OWN_NUMBER = re.compile(r"^\s*\S{1,14}[〔\[(（](20\d\d)[〕\])）]\s*\d+\s*号\s*$", re.MULTILINE)
_PERIOD = re.compile(r"[(（](20\d\d)\s*年?\s*[-—－~～至到]+\s*20\d\d\s*年?[)）]")
_THIS_YEAR = re.compile(r"(?<!如)今年(?!\d)")
_LAST_YEAR = re.compile(r"(?<![比较与])去年(?!同期)")
_PLANNED = re.compile(r"按(?:照)?(?:规划|计划)|力争|争取|预计|目标")
_GOAL = re.compile(
    r"^[^,，]{0,16}(?:将(?=达|建|有|实|全|完)|力争|争取|确保)|^[^,，。]{0,8}(?:实事|计划|安排|方案)"
)
_MEETING = re.compile(r"20\d\d年[^,，。]{0,12}(?:会议|大会)")  # held to review the year before
_END_OF_YEAR = re.compile(r"(?:年)?[底末](?!前)")
_BARE_YEAR = re.compile(r"(?<![\d.:/-])(20[0-4]\d)(?![\d.:/-])")
_AIM = re.compile(
    r"将|力争|要|达到|实现|建成|确保|目标|基本|全面|提高|提升|不低于|不少于|控制|形成|完成|建立|争取|计划|降|增加"
)
_REPORTED_YEAR = re.compile(r"(20[0-4]\d)\s*年度?[^\n。,，;；:：]{0,24}?(?:统计)?公报")
_PROGRAMME = re.compile(r"十([二三四])五[”\"]?(?:期间|时期|以来)")
_PROGRAMME_REVIEW = re.compile(
    r"十([二三四])五[”\"]?(?:期间|时期)?[\u4e00-\u9fff]{0,8}(?:回顾|总结|成就)"
)
_PROGRAMME_END = {"二": 2015, "三": 2020, "四": 2025}
_END_OF_PROGRAMME = re.compile(r"十[二三四五]五[”」\"]?末(?:期)?(?:的|即)?$")
_WITH_GOAL = re.compile(r"(?:到|至)(?:20\d\d年?[、和与及])+$")
_FOUNDED_BEFORE = re.compile(r"(?:始?建于|成立于|创[建办立]于|设立于|组建于|诞生于|始于)$")
_HEAD = 600  # characters of a plan's head, where its number and period stand
_FILE_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")


def find_year(
    text: str, title: str | None, doc_type: str, published: str | None, file_name: str
) -> int | None:
    """The year reported on.

    A title's year, where it has one: of a 政府工作报告 the year before. Else a plan takes the year
    of its date, a bulletin that of its first date, a review the year that prevails in it, anything
    else the newest year it speaks of as past. A newspaper of January to March that looks back on
    去年 reports on the year before its date.
    """
    text = with_digit_years(text)
    reviewed = year_reviewed(text)
    if reviewed and doc_type != "plan":
        return reviewed
    if doc_type != "plan" and not _title_years(with_digit_years((title or "") + file_name)):
        stated = year_stated(text, published) or year_looked_back_on(text, published)
        if stated:
            return stated
    found = _find_year(text, title, doc_type, published, file_name)
    if doc_type == "work_report" and found and published and found > int(published[:4]):
        return int(published[:4])  # the year that it names most is still to come
    if doc_type in ("news", "other") and found and published and looks_back(text, published):
        return min(found, int(published[:4]) - 1)
    return found


def _find_year(
    text: str, title: str | None, doc_type: str, published: str | None, file_name: str
) -> int | None:
    name = with_digit_years(title or "")
    years = _title_years(name) or _title_years(with_digit_years(file_name))
    counts = Counter(year for _, _, year in find_years(text))
    if doc_type == "work_report":
        reviewed = None if years else _PROGRAMME_REVIEW.search(text[:_HEAD])
        if reviewed:
            return _PROGRAMME_END[reviewed[1]]
        return _report_year(text, name + file_name, years, counts) or _last_resort(
            published, file_name
        )
    if years and not (doc_type in ("news", "other") and _outweighed(years[0], counts)):
        return _named_year(name, years)
    if doc_type == "plan":
        found = _signed_year(text, published) or _issued_year(text) or newest_past_year(text)
    elif doc_type == "communique":
        reported = _REPORTED_YEAR.search(text, 0, _HEAD)
        found = int(reported[1]) if reported else None
        found = (
            found or _bulletin_year(text, counts) or _prevailing(counts) or newest_past_year(text)
        )
    else:
        found = _told_year(text, counts, published) or newest_past_year(text)
    programme = None if found else _PROGRAMME.search(text)
    if programme:
        return _PROGRAMME_END[programme[1]]
    return found or _headline_year(text) or _last_resort(published, file_name)


def _headline_year(text: str) -> int | None:
    """A year in the first lines, with or without 年: 一张表看2023."""
    head = "\n".join([line for line in text[:_HEAD].splitlines() if line.strip()][:3])
    found = _BARE_YEAR.search(head)
    return int(found[1]) if found else None


def _told_year(text: str, counts: Counter[int], published: str | None) -> int | None:
    """The year a dated page tells of: its own, or the one before where that prevails in it."""
    prevailing = _prevailing(counts)
    if published is None:
        return prevailing
    year = int(published[:4])
    this = len(_THIS_YEAR.findall(text))
    if this > 1 and this > len(_LAST_YEAR.findall(text)) and published[5:7] > "03":
        return year  # the year before is only compared with: 今年报告8001例,较2015年同期
    if this == 0 and published[5:7] <= "09" and _of_the_year_before(text, year):
        return year - 1
    return prevailing if prevailing in (year - 1, year) else year


def _of_the_year_before(text: str, year: int) -> bool:
    """Whether a text of ``year`` names only the year before: 截至2016年底 and 2016年, in 2017."""
    dates = [(start, end) for start, end, _ in find_dates(text)]
    own = (m.start() for m in re.finditer(rf"(?<!\d){year}年(?!\s*(?:底前|底|末))", text))
    if any(not any(start <= at < end for start, end in dates) for at in own):
        return False
    before = rf"(?:截[至止]到?|^|[,，。;；:：\s]){year - 1}年(?:[,，底末全]|12月)"
    return len(re.findall(before, text, re.MULTILINE)) >= 2


def _words() -> Any:
    return read_yaml("metadata.yaml")


def _title_years(title: str) -> list[int]:
    """Years of a title; of a plan's span (2021—2025年) none, for it is not one year."""
    return [year for _, _, year in find_years(_SPAN.sub("", title))]


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


def _report_year(text: str, title: str, years: list[int], counts: Counter[int]) -> int | None:
    reviewed = _REVIEW.search(text)
    before = any(word in title for word in _words()["reviews_year_before"])
    if before and years:
        return int(reviewed[1]) if reviewed and int(reviewed[1]) <= years[0] else years[0] - 1
    if years:
        met = reviewed and int(reviewed[1]) == years[0] - 1 and _MEETING.search(title)
        return years[0] - 1 if met else _named_year(title, years)
    if reviewed:
        return int(reviewed[1])
    spoken = _first_date_year(text[:600]) if before else None
    return spoken - 1 if spoken else _prevailing(counts) or newest_past_year(text)


def _outweighed(year: int, counts: Counter[int]) -> bool:
    prevailing = _prevailing(counts)
    return prevailing not in (None, year) and counts[prevailing or 0] >= 3 * max(counts[year], 1)


def _prevailing(counts: Counter[int]) -> int | None:
    """The year named three times at least, and in more than half of all mentions."""
    for year, count in counts.most_common(1):
        if count >= 3 and count * 2 > counts.total():
            return year
    return None


def newest_past_year(text: str) -> int | None:
    """The newest year of ``text`` that is not spoken of as still to come."""
    words = _words()
    before, after = tuple(words["future_before"]), tuple(words["future_after"])
    spans = [match.span() for match in _SPAN.finditer(text)]
    past = [
        year
        for start, end, year in find_years(text)
        if not _is_ahead(text, start, end, before, after)
        and not _FOUNDED_BEFORE.search(text, max(0, start - 4), start)
        and not any(low <= start < high for low, high in spans)
        and not _is_column(text, start, end)
    ]
    return max(past, default=None)


def _is_ahead(
    text: str, start: int, end: int, before: tuple[str, ...], after: tuple[str, ...]
) -> bool:
    """Whether the year at ``[start, end)`` is spoken of as still to come.

    到2022年末 tells of what was, where no goal is named with it: 到2022年末,60岁及以上老人92.7万.
    """
    rest = re.split(r"[。;；\n]", text[end : end + 60], maxsplit=1)[0].lstrip(",，")
    planned = re.split(r"[。;；,，\n]", text[max(0, start - 16) : start])
    if _PLANNED.search("".join(planned[-2:])) or _GOAL.search(rest[:30]):
        return True
    if _WITH_GOAL.search(text, max(0, start - 40), start):
        return True  # 到2025年和2030年
    if _END_OF_PROGRAMME.search(text, max(0, start - 10), start):
        return True  # 到“十四五”末的2025年
    if not (text[:start].rstrip().endswith(before) or text[end:].lstrip().startswith(after)):
        return False
    return not (_END_OF_YEAR.match(rest) and re.search(r"\d", rest) and not _AIM.search(rest))


def _is_column(text: str, start: int, end: int) -> bool:
    """Whether the year at ``[start, end)`` stands beside another as a table's columns do."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    return len(_COLUMN.findall(line)) > 1 and (text[end : end + 1] + " ").isspace()


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


def _bulletin_year(text: str, counts: Counter[int]) -> int | None:
    """The year of a bulletin's first date; early in a year, that before if it speaks more of it."""
    first = next((day for _, _, day in find_dates(text)), None)
    if first is None:
        return None
    early = first.month <= 3 and counts[first.year - 1] > counts[first.year]
    return first.year - 1 if early else first.year


def _first_date_year(text: str) -> int | None:
    return next((day.year for _, _, day in find_dates(text)), None)


def _last_resort(published: str | None, file_name: str) -> int | None:
    if published:
        return int(published[:4])
    match = _FILE_YEAR.search(file_name)
    return int(match[1]) if match else None
