"""The year gone by that a text looks back on: 现将去年…通报如下, 挥别2023, 2023年工作回眸.

Texts have their years in digits (``dates.with_digit_years``).
"""

from __future__ import annotations

import re

from healthkpi.ingest.dates import find_dates

_HEAD = 600  # characters of a text's head
_OPENING = 2 * _HEAD  # in which a text says what it tells of

_REVIEWED = re.compile(  # a meeting of the new year: 会议总结2024年工作,部署今年任务
    r"(?:总结|回顾|报告|汇报|通报)了?(20[0-4]\d)\s*年度?的?(?:全[省市县区])?(?:卫生健康)?(?:改革发展)?(?:工作|任务)"
)
_STATED = re.compile(
    r"(?:刚刚?过去|已经过去)的(20[0-4]\d)年|(?:挥别|告别|作别|送别|走过|辞别)了?(20[0-4]\d)(?!\d)"
    r"|现将(?:[我全][省市县区州院])?(?:截[至止]到?)?(20[0-4]\d)年[^,，。\n]{0,28}(?:公布|总结|报告|通报|汇报|介绍)"
    r"|(?:公布|发布|揭晓|通报)了?(20[0-4]\d)年度[^,，。\n]{0,14}(?:绩效考核|监测分析|排名)"
    r"|(?:公布|发布)了?(20[0-4]\d)年[^,，。\n]{0,8}(?:统计|年报|数据|资料)"
    r"|(?:^|\n)[ \u3000]*(20[0-4]\d)年[,，]在[^。\n]{2,40}(?:领导|指导|支持|关心)下"
    r"|(?:^|\n)[ \u3000—-]*(20[0-4]\d)\s*年度?[^。,，\n]{2,22}"
    r"(?:回眸|综述|纪实|扫描|盘点|答卷|成绩单|数据分析|情况分析)[ \u3000]*\n"
)
_LAST_YEAR_NOW = re.compile(
    r"现将(?:[我全][省市县区州院委局])?(?:去年|上年度?|上一年度?)[^。\n]{0,28}(?:如下|印发)"
    r"|(?:^|\n)[ \u3000]*[一(（]?[、)）]?(?:去年|上年|过去一年)的?(?:主要)?工作(?:总结|回顾)"
    r"[ \u3000]*\n"
)
_FIGURES_OF = re.compile(
    r"(?:数据|资料|数字)(?:均?为|统计)?(?:截[至止]到?|统计至|更新至)(20[0-4]\d)年"
)
_OPENED = re.compile(r"(?:^|\n)[ \u3000]*(20[0-4]\d)年度?[,，]?(?:全|我)[省市县区州盟旗院]")
_PROGRAMME = re.compile(
    r"十([一二三四五])五[”\"]?(?:期间|时期)?[\u4e00-\u9fff]{0,12}(?:回顾|总结|成就|成果|综述|答卷|巡礼)"
)
_PROGRAMME_END = {"一": 2010, "二": 2015, "三": 2020, "四": 2025, "五": 2030}
_NUMBER = re.compile(r"[〔\[(（](20\d\d)[〕\])）]\s*第?\d+\s*号")
_GONE_BY = re.compile(
    r"一年来|(?:刚刚)?过去的?一年|总结(?:了)?(?:[“”十一二三四五\x22]{2,6}和)?(?:去年|上年|上一年)|年度盘点|年终盘点|回首(?:过去|一年)|政府工作报告"
)
_HEADLINE_BACK = re.compile(
    r"(?m)^[^。\n]{0,12}去年[^。，,\n]{0,14}(?:工作|成绩|亮点|回眸|扫描|盘点|综述|答卷)[^。，,\n]{0,6}$"
)
_REPORTED = re.compile(r"通讯员|本报讯|记者[^们朋]|近日|日前")  # news of a day
_INTERVIEW = re.compile(r"(?m)^\s*(?:记者|问)[:：]")  # its date counts as one mention
_PART_GONE = re.compile(r"[一1]季度|[12][-—~至到][1-3]月|1[-—~至到]2月|首月")
_LAST_YEAR = re.compile(r"(?<![比较与])去年(?!同期)")
_THIS_YEAR = re.compile(r"(?<!如)今年(?!\d)|上星期|上周|本周")


def year_reviewed(text: str) -> int | None:
    """The year whose work a meeting or report goes through: 报告了2011年的工作."""
    found = _REVIEWED.search(text, 0, _OPENING)
    return int(found[1]) if found else None


def year_stated(text: str, published: str | None) -> int | None:
    """The year that a text says its figures are of: 过去的2023年, 数据统计截至2023年底.

    现将去年… is the year before the text's own date; so is 2008年,全省… of a text of 2009.
    """
    found = _STATED.search(text, 0, _OPENING) or _FIGURES_OF.search(text)
    if found:
        return int(next(filter(None, found.groups())))
    dated = _dated(text, published)
    programme = _PROGRAMME.search(text, 0, _HEAD)
    if programme and dated and 0 <= dated - _PROGRAMME_END[programme[1]] <= 1:
        return _PROGRAMME_END[programme[1]]
    if dated and _LAST_YEAR_NOW.search(text, 0, _OPENING):
        return dated - 1
    opened = _OPENED.search(text, 0, _OPENING)
    return int(opened[1]) if opened and dated == int(opened[1]) + 1 else None


def _dated(text: str, published: str | None) -> int | None:
    """The year in which a text was written: of its date, else of its document number."""
    if published:
        return int(published[:4])
    number = _NUMBER.search(text, 0, _HEAD)
    return int(number[1]) if number else None


def year_looked_back_on(text: str, published: str | None) -> int | None:
    """The year before the date of a text that early in a year looks back on the one gone by."""
    head = text[:_HEAD]
    first = next((day.isoformat() for _, _, day in find_dates(head)), None)
    day = published or first
    if day is None or day[5:7] > "03" or _PART_GONE.search(head) or not _GONE_BY.search(head):
        return None
    return int(day[:4]) - 1


def looks_back(text: str, published: str) -> bool:
    """Whether a page of the first quarter speaks more of the year before than of its own.

    Where it speaks of both alike, what it speaks of first is what it tells.
    """
    if _HEADLINE_BACK.search(text, 0, _HEAD):
        return True
    if published[5:7] > "03":
        told, begun = len(_LAST_YEAR.findall(text)), len(_THIS_YEAR.findall(text))
        return published[5:7] <= "06" and told > max(1, begun) and not _REPORTED.search(text)
    year, month = int(published[:4]), int(published[5:7])
    own = sum(day.isoformat() == published for _, _, day in find_dates(text))
    last = len(_LAST_YEAR.findall(text)) + text.count(f"{year - 1}年")
    this = len(_THIS_YEAR.findall(text)) + max(0, text.count(f"{year}年{month}月") - own)
    if last != this or not last:
        return last > this
    if _INTERVIEW.search(text):
        return True
    before, now = _LAST_YEAR.search(text), _THIS_YEAR.search(text)
    return before is not None and now is not None and before.start() < now.start()
