"""Time marks of a sentence: which years it names, and what each of them governs.

``2024年,`` at the head of a clause governs what follows; the year in 较2020年 is only compared
with, the one in 召开2025年全市会议 only names the meeting, and 由2017年的 dates one number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from healthkpi.extract.horizon import Horizon
from healthkpi.extract.nonclaims import NonClaim
from healthkpi.extract.periods import Period, parse_period, whole_year
from healthkpi.vocabulary.load import read_yaml

Relation = Literal["governs", "compared", "origin", "aside"]

_RELATIVE = re.compile(
    r"(?<!如)今年(?!轻)|(?<!成)本年度?|去年|(?<!以)上一?年度?(?!龄|轻)|明年(?!份)|[上本当]月|同比(?=\()|环比(?=\()"
)
_GATE = re.compile(r"[今本去上明一]年|[上本当]月|[同环]比[(]")
_BACK = re.compile(r"(?:以来|(?:年)?[起来](?!到)|以前|之前|之后|以后)")
_TIMES = re.compile(
    r"(?:同期|全年)?(?:[(][^()]*[)])?的(?:[\d.]+倍|[一二三四五六七八九两]成|[一二三四五六七八九两]倍)"
)
_YEAR_BEFORE = ("上年", "去年", "上一年", "上年度")
_DAY = re.compile(r"\d{1,2}月\d{1,2}日")
_ANNOUNCED = re.compile(  # 1月19日,市卫健委晒出去年成绩单: the day of the telling, not of the told
    r"[^。;:\d]{0,30}(?:公布|发布|通报|晒出|亮出|获悉|了解到|介绍|透露|揭晓|披露)"
)
_THAT_FIGURE = re.compile(r"(?:这一|这个|该)(?:数字|比例|指标|数据)(?:是|为|只有|仅)")
_SHARES = ("占比", "之比", "性别比")  # end in 比 and compare with no date
_TELLS = re.compile(r"[底末]?(?:分别)?(?:为|是|达到?)(?=\d)")
_AS_OF = re.compile(r"截[至止]到?$")
_SINCE = re.compile(r"[^,;。:\d]{1,20}以来(?:,|(?=[\u4e00-\u9fff]))")
_TILL_FRONT = re.compile(r"(?:\d{1,2}月)?[底末]?[前之]前?")
_WHEN_FOUNDED = re.compile(r"[\u4e00-\u9fff]{2,4}(?:时|之初|初期|伊始)的?")
_YEARS = re.compile(r"(?:19|20)\d\d")
_CLAUSE_END = frozenset("—，,;；:：。(（!?！？“”\n")
_COORDINATED = re.compile(r"[、和与及]$")
_AND = "和与同跟"  # 与2023年相比, but also 2023年和2024年
_COMPARES = re.compile(
    r"(?:同期)?(?:的[^,;。()]{0,16}|[(][^()]{0,16}[)])?(?:相比|比较|比|(?:基本|大体|大致|总体)?(?:持平|一致|相当))"
)
_AGAINST = re.compile(r"(?:同期)?(?:相比|比较|相较)")  # 上年比较,医院增加154个
_SAME_TIME = re.compile(r"同期[\u4e00-\u9fff]{0,4}?(?:为|是|只有|仅有?|有|报告|达)(?=\d)")
_REACHED = re.compile(r"(?:达到|完成|实现|超过|达)了?$")
GOAL_OF = re.compile(r"度?(?:规划|计划)?的?目标")
_THAN_STATE = re.compile(r"[比较与][\u4e00-\u9fff]{1,4}[前初时]的$")
_PREPOSITION = re.compile(r"(?:到|至|截至|截止|截至到|在|于)$")
_FUTURE_BEHIND = tuple("中年于在、和")


class Mark(NamedTuple):
    """A date in a sentence; offsets as in the text."""

    start: int
    end: int
    period: Period
    relation: Relation
    at_head: bool  # at the head of a clause
    until: bool  # as a deadline: 到2025年, 2025年底前
    own_year: bool  # whether it names its year: 5月30日 does not

    @property
    def year(self) -> int:
        """The (last) year of its period."""
        return self.period.year


class _Site(NamedTuple):
    """Where a date stands: the text around it, and what has been found out about it."""

    start: int
    period: Period
    before: str
    after: str
    word: str  # the date itself
    at_head: bool
    until: bool
    future: bool


class _Words(NamedTuple):
    compared: re.Pattern[str]
    origin: re.Pattern[str]
    until: re.Pattern[str]
    object_of: re.Pattern[str]
    event: re.Pattern[str]
    founded_before: re.Pattern[str]
    founded_after: re.Pattern[str]


def either(words: Sequence[str]) -> str:
    """The regular expressions ``words`` as one alternation, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _words() -> _Words:
    times = read_yaml("times.yaml")
    ends = ("compared", "origin", "until", "object_of")
    compared, origin, until, object_of = (
        re.compile(rf"(?:{either(times[kind])})$") for kind in ends
    )
    return _Words(
        compared,
        origin,
        until,
        object_of,
        re.compile(either(times["event_after"])),
        re.compile(rf"(?:{either(times['founded_before'])})$"),
        re.compile(rf"(?:\d{{1,2}}月)?(?:{either(times['founded_after'])})"),
    )


def find_marks(
    text: str, start: int, end: int, dates: Sequence[NonClaim], horizon: Horizon
) -> list[Mark]:
    """The marks of the sentence ``text[start:end]`` whose dates are ``dates``, in order."""
    relatives = _RELATIVE.finditer(text, start, end) if _GATE.search(text, start, end) else ()
    spans = [(m.start(), m.end(), m.group()) for m in relatives]
    if not dates and not spans:
        return []
    spans += [(date.start, date.end, "") for date in dates]
    spans.sort()
    begins = {span[0] for span in spans}
    marks: list[Mark] = []
    relative: int | None = None
    for begin, stop, word in spans:
        if marks and begin < marks[-1].end:
            continue
        period = _period_of(text[begin:stop], word, text[stop : stop + 2], marks, horizon)
        if word and period and stop in begins:
            relative = period.year  # 去年12月底: the date that follows says when in it
            continue
        first = begin
        if relative is not None:
            period, first = parse_period(text[begin:stop], relative), begin - 2
        if period is not None:
            own = bool(word) or relative is not None or parse_period(text[begin:stop]) is not None
            _add(marks, _look_around(text, start, first, stop, period, horizon), text, own)
        relative = None
    return marks


def _add(marks: list[Mark], site: _Site, text: str, own: bool) -> None:
    """Add the mark of a date; 从2021年到2024年 becomes one."""
    relation = _relation(site, marks[-1] if marks else None, text)
    start, period = site.start, site.period
    if marks and relation == "governs" and _spans_from(marks[-1], text, start):
        first = marks.pop()
        start, period = first.start, _joined(first.period, period)
    stop = site.start + len(site.word)
    marks.append(Mark(start, stop, period, relation, site.at_head, site.until, own))


def _period_of(
    surface: str, word: str, after: str, marks: Sequence[Mark], horizon: Horizon
) -> Period | None:
    """The period of a date, or of a relative word."""
    base, today = horizon.base, horizon.today
    if not word:
        governing = marks[-1].year if marks and marks[-1].relation == "governs" else None
        return parse_period(surface) or parse_period(
            surface, governing or _latest(surface, horizon)
        )
    if base is None:
        return None
    if word == "环比" or word.endswith("月"):
        return whole_year(base)
    if word == "同比" or word.startswith("上") or (word == "去年" and after == "同期"):
        return whole_year(base - 1)
    shift = {"去": -1, "明": 1}.get(word[0], 0)
    return whole_year((today or base) + shift)


def _latest(surface: str, horizon: Horizon) -> int | None:
    """The year of a day without year: the last before publication, 1月8日 in a page of January."""
    base, today = horizon.base, horizon.today
    if horizon.is_plan:
        return today  # 6月底前 of a plan: in the year it was issued in
    if horizon.published and base and today and today == base + 1:
        period = parse_period(surface, today)
        if period and period.start <= horizon.published:
            return today
    return base


def _look_around(
    text: str, start: int, begin: int, stop: int, period: Period, horizon: Horizon
) -> _Site:
    words = _words()
    before, after = text[max(start, begin - 6) : begin].rstrip(), text[stop : stop + 24]
    until = bool(words.until.search(before) or _TILL_FRONT.match(after))
    opened = _PREPOSITION.sub("", before)
    by_now = bool(_AS_OF.search(before)) and period.year <= (horizon.today or 0)
    return _Site(
        begin,
        period,
        before,
        after,
        text[begin:stop],
        at_head=not opened or opened[-1] in _CLAUSE_END or begin - start <= 2,
        until=not by_now and (until or text[stop - 1] in "底末前"),
        future=horizon.base is not None and period.year > horizon.base,
    )


def _relation(site: _Site, previous: Mark | None, text: str) -> Relation:
    """What a date has to do with the numbers after it."""
    words = _words()
    before, after = site.before, site.after
    if _is_compared(site, previous, text):
        return "compared"
    if _is_day_of_telling(site, text) or _SINCE.match(after):
        return "aside"  # 2022年通过认证以来: what follows has come together since
    if words.founded_before.search(before) or words.founded_after.match(after):
        began = words.origin.search(before) and _WHEN_FOUNDED.match(after)
        return "governs" if site.future else "origin" if began else "aside"  # 从1951年创建时的12间
    if _BACK.match(after):
        named = site.word in ("今年", "本年") or (site.future and after[0] == "起")
        return "governs" if named else "aside"
    if _TIMES.match(after) or (site.word in _YEAR_BEFORE and _THAT_FIGURE.match(after)):
        return "compared"  # 是去年同期的1.7倍; 上年这一数字是93.8%
    if _TELLS.match(after):
        return "governs"  # 四级手术占比2022年为17.8%
    if words.origin.search(before):
        return "governs" if len(_YEARS.findall(site.word)) > 1 else "origin"
    if _goes_on(site, previous, "origin", text):
        return "origin"
    if words.object_of.search(before) or (_REACHED.search(before) and GOAL_OF.match(after)):
        return "aside"  # 提前达到2025年目标的11项
    if words.event.match(after) and (site.future or not site.at_head):
        return "aside"
    if site.future and not (site.at_head or site.until or before.endswith(_FUTURE_BEHIND)):
        return "aside"
    return "governs"


def _is_day_of_telling(site: _Site, text: str) -> bool:
    """Whether a day is but that of the announcement that its clause tells of: 1月19日,…公布."""
    if not _DAY.fullmatch(site.word) or not site.at_head or site.until:
        return False
    return _ANNOUNCED.match(text, site.start + len(site.word)) is not None


def _is_compared(site: _Site, previous: Mark | None, text: str) -> bool:
    if site.word in ("同比", "环比") or _AGAINST.match(site.after):
        return True
    if site.word in _YEAR_BEFORE and _SAME_TIME.match(site.after):
        return True  # 去年同期为152例
    share = site.before.endswith(_SHARES)
    named = None if share else _words().compared.search(site.before)
    if _THAN_STATE.search(site.before):
        return True  # 比改革前的2018年下降6.3个百分点
    if named and (site.before[-1] not in _AND or _COMPARES.match(site.after)):
        return True
    return _goes_on(site, previous, "compared", text)


def _goes_on(site: _Site, previous: Mark | None, relation: Relation, text: str) -> bool:
    """Whether a date is coordinated with the one before: 较2022年的A和2021年的B."""
    if previous is None or previous.relation != relation or not _COORDINATED.search(site.before):
        return False
    return "," not in text[previous.end : previous.end + 20].partition(site.word)[0]


def _spans_from(first: Mark, text: str, begin: int) -> bool:
    """Whether ``first`` and the date at ``begin`` are one stretch: 从2021年到2024年."""
    return first.relation == "origin" and text[first.end : begin].strip("底末") in ("到", "至")


def _joined(first: Period, last: Period) -> Period:
    label = last.label if first.year == last.year else f"{first.first_year}..{last.year}"
    return Period(last.year, label, first.start, last.end)


def row_of(marks: Sequence[Mark], last: Mark, text: str) -> list[Mark]:
    """The dates in a row that ``last`` ends: 2021年、2022年和2023年."""
    row = [last]
    for mark in reversed(marks[: marks.index(last)]):
        if text[mark.end : row[0].start] not in ("、", "和", "与", "及"):
            break
        row.insert(0, mark)
    return row
