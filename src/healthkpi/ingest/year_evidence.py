"""All that a text says of years, weighed in one place: which year are its undated figures of?

Every sentence is a witness. 2012年,全市… with figures speaks for 2012; 去年 and 过去一年 for the
year before the text was written, 今年, 目前 and 一季度 for that year. No witness is a year that
figures are only compared with (较2011年), that something began in (自2009年起, 始建于1952年) or
that is still to come (到2020年). The later in its year a text was written, the more it tells of
that year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from healthkpi.ingest.ahead import FOUNDED_BEFORE, SPAN, is_ahead, is_column, newest_past_year
from healthkpi.ingest.dates import count_figures, find_years
from healthkpi.ingest.written import Written, find_written

_HEAD = 600  # characters of a text's head
_SENTENCE = re.compile(r"[^。;；!！?？\n]+")
_NUMBER = re.compile(r"[〔\[(（]20\d\d[〕\])）]\s*第?\d+\s*号")
_COMPARED = re.compile(r"(?:比|较|与|同|跟|相比|超过|高于|低于)$")
_COMPARED_AFTER = re.compile(r"同期|相比|时的|[底末]?时?(?:仅|只有|才|不到|不足)")
_BEGUN = re.compile(r"[由从自以]$")
_BEGUN_AFTER = re.compile(
    r"(?:\s*\d{1,2}月)?(?:\s*\d{1,2}日)?[^,，。]{0,10}?(?:以来|起[,，]|开始|启动|成立|印发|出台|发布|通过|实施"
    r"|建立|制定|创建|建成|获|被|始|首次|试点|挂牌|组建|以前|之前|前)"
)
_INTENDED = re.compile(
    r"将(?!近)|(?<![主重需首必])要(?![求素点])|力争|计划|拟|争取|目标|预计|确保|打算|规划|预期|力求"
    r"|完成.{0,6}任务|应[当达]"
)
_ANNOUNCED = re.compile(r"[,，]?[^,，。\d]{0,16}(?:将(?!近)|要(?!求)|力争|计划|拟|争取|确保|预计)")
_DAY = re.compile(r"\s*(?:\d{1,2}月|第?\d{1,3}[期号]|总第|[春夏秋冬](?:季|之交|天))")
_PLANNED_FOR = re.compile(
    r"(20[0-4]\d)年度?的?[^,，。\n\d]{0,6}(?:工作|主要|重点)?(?:打算|计划|安排|思路|要点|部署|任务)"
)
_AS_OF = re.compile(r"截[至止]到?$|^[至到]$|[,，:：、(（ \u3000][至到]$")
_PUBLISHED = re.compile(r"(?:公布|发布|揭晓|通报)了?$")
_RESULTS = re.compile(r"度?(?!版)[^,，。]{0,20}?(?:统计|年报|数据|资料|结果|监测|调查|报告)")
_APART = tuple(",，、:：(（至在到")
_THIS_YEAR = re.compile(r"(?<!如)今年(?!轻|是)|本年(?!度?报)")
_LAST_YEAR = re.compile(
    r"(?<![比较与同和由自从])(?:去年|上年度?|上一年度?)"
    r"(?!同期|相比|的?[\d一二两三四五六七八九十.]+倍|[^,，。;；]{0,12}(?:以来|至今|起[,，]))"
)
_GONE_BY = re.compile(r"一年来|过去的?一年|一年间|这一年|刚刚过去")
_WHOLE_YEAR = re.compile(r"全年|年末|(?<![去上今])年底(?!前)|年内")
_SETS_OUT = re.compile(r"[\s\u3000]*(?:去年|上年度?|今年以来)(?!同期)")
_NOW = re.compile(
    r"目前|现有|最新|今年以来|[上下]半年|[一二三四]季度|本周|本月|昨日|昨天|今天|上周|上星期|近日|日前|\d{1,2}月\d{1,2}日|\d{1,2}月份?"
)
_LOOKED_BACK = re.compile(
    r"一年来|(?:刚刚)?过去的?一年|这一年|年度盘点|年终盘点|回首(?:过去|一年)|政府工作报告"
    r"|总结(?:了)?(?:[“”十一二三四五\x22]{2,6}和)?(?:去年|上年|上一年)"
    r"|(?:^|\n)[^。\n]{0,12}去年[^。，,\n]{0,14}(?:工作|成绩|亮点|回眸|扫描|盘点|综述|答卷)"
)
_PART_GONE = re.compile(r"[一1]季度|[12][-—~至到][1-3]月|1[-—~至到]2月|首月")
_PROGRAMME = re.compile(
    r"十([一二三四五])五[”\"]?(?:以来|期间|时期|收官|规划|看|答卷|成|回|总|辉煌|系列"
    r"|[^,，。\n]{0,12}(?:实施情况|评估|综述|巡礼|成就|回顾|总结|看|辉煌))"
)
PROGRAMME_END = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030}

_AT_HEAD = 0.8  # a sentence that opens with a year sets it for those after it, figures or none
_STATE_AT = 2.5  # times as heavy: 截至2021年底 tells when all is as it is told
_DATE_ALONE = 0.05  # a date without figures tells when a text was written, not of what year
_OPENING = 0.5  # more for the first witness: what a text begins to tell of
_LATE_LAST_YEAR = 0.25  # 去年 dates its own sentence alone in a text of the second half-year
_MANY_ITEMS = 3.0  # a page of several items of news tells of its own day
_EARLY = 3  # the last month in which a text is likelier to look back than not


def weigh_years(text: str, doc_type: str, published: str | None) -> int | None:
    """The year that most of ``text`` speaks for; None where it names none and has no date."""
    written = find_written(text, published) or _guess(text)
    if written is None:
        return None
    scores = _prior(text, doc_type, written)
    opened = False
    for year, weight in _evidence(text, written):
        if year > written.year:
            continue
        first = not opened and weight >= _OPENING and year >= written.year - 1
        opened = opened or first
        older = 0.8 if year < written.year - 1 else 1.0
        scores[year] += weight * older + (_OPENING if first else 0)
    return max(scores, key=lambda year: (scores[year], year))


def _guess(text: str) -> Written | None:
    """A text without date was written in the newest year it tells of, or before that planned."""
    told = max((year for year, _ in _evidence(text, None)), default=None)
    planned = None if told else _PLANNED_FOR.search(text)
    newest = told or (int(planned[1]) - 1 if planned else newest_past_year(text))
    return Written(newest, 12, sure=False) if newest else None


def _prior(text: str, doc_type: str, written: Written) -> dict[int, float]:
    """What the date and the head of a text lead one to expect."""
    scores: dict[int, float] = defaultdict(float)
    year, month, report = written.year, written.month or _EARLY, doc_type == "work_report"
    back = not _PART_GONE.search(text, 0, _HEAD)  # one of March may tell of 一季度
    if month <= _EARLY:
        scores[year] += 0.6
        scores[year - 1] += 0.55
    else:
        late = 2.2 if month > 6 and not report else 1.5
        scores[year] += late if written.sure else 1.0
        scores[year] += _MANY_ITEMS if text.count("本报讯") > 1 else 0
    if back and month <= _EARLY:
        scores[year - 1] += 2.0 if _LOOKED_BACK.search(text, 0, _HEAD) else 0
    if back and report and month <= _EARLY + 1:
        scores[year - 1] += 2.0 if month <= _EARLY else 1.0
    programme = _PROGRAMME.search(text, 0, _HEAD)
    end = PROGRAMME_END[programme[1]] if programme else 0
    scores[end] += {year - 1: 3.0, year: 1.0}.get(end, 0)
    return scores


def _evidence(text: str, written: Written | None) -> Iterator[tuple[int, float]]:
    """Each year that a sentence speaks for, and how strongly: the more, the more its figures."""
    for sentence in _SENTENCE.finditer(text):
        body = sentence.group()
        figures = count_figures(body)
        weight = min(2.0, 1 + 0.25 * (figures - 1)) if figures else 0.0
        named = list(_named(text, sentence, weight, written))
        yield from ((year, heavy) for year, heavy in named if heavy)
        if written and (weight or _SETS_OUT.match(body)):
            yield from _relative(body, weight or _AT_HEAD, written, dated=bool(named))


def _named(
    text: str, sentence: re.Match[str], weight: float, written: Written | None
) -> Iterator[tuple[int, float]]:
    """The years that a sentence names; with no weight those still to come, which date it, too."""
    body, offset = sentence.group(), sentence.start()
    spans = [match.span() for match in SPAN.finditer(body)]
    for start, end, year in find_years(body):
        in_span = next((low for low, high in spans if low <= start < high), None)
        if in_span is not None:
            if start > in_span:
                yield year, 0.3 * weight
            continue
        before, after = body[max(0, start - 8) : start].rstrip(), body[end:]
        if _is_only_named(before, after) or is_column(text, offset + start, offset + end):
            continue
        over = written is not None and year < written.year
        ahead = _ANNOUNCED.match(after) or is_ahead(text, offset + start, offset + end)
        if ahead and not over:
            yield year, 0.0
            continue
        day = _DAY.match(after)
        at_head = start <= 2 and not _NUMBER.search(body) and not day
        heavy = weight or (_AT_HEAD if at_head else _DATE_ALONE if day else 0.25)
        heavy *= 2.0 if _PUBLISHED.search(before) and _RESULTS.match(after) else 1.0
        heavy *= _STATE_AT if _AS_OF.search(before) and not day else 1.0
        heavy *= 0.6 if day else 1.0
        yield year, heavy if start <= 2 or before.endswith(_APART) else heavy * 0.6


def _is_only_named(before: str, after: str) -> bool:
    """Whether a year is but compared with, or that of a beginning."""
    ends = (_COMPARED, _BEGUN, FOUNDED_BEFORE)
    return any(end.search(before) for end in ends) or any(
        begin.match(after) for begin in (_COMPARED_AFTER, _BEGUN_AFTER)
    )


def _relative(
    body: str, weight: float, written: Written, *, dated: bool
) -> Iterator[tuple[int, float]]:
    """The years of 去年 and 今年 in a sentence, else of 全年, 一年来, 目前, 一季度."""
    year, month = written.year, written.month or _EARLY
    for _ in _LAST_YEAR.finditer(body):
        dated = True
        yield year - 1, weight * (1 if month <= _EARLY else 0.8 if month <= 6 else _LATE_LAST_YEAR)
    for this in _THIS_YEAR.finditer(body):
        dated = True
        if not _INTENDED.search(body, this.end(), this.end() + 40):
            yield year, weight
    if dated or (_INTENDED.search(body) and not _GONE_BY.search(body)):
        return
    if _GONE_BY.search(body):
        yield year - 1 if month <= _EARLY + 1 else year, weight
    elif _WHOLE_YEAR.search(body):
        yield year - 1 if month <= 6 else year, weight
    elif _NOW.search(body):
        yield year, 0.8 * weight
