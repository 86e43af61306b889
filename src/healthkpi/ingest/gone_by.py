"""The year that a text itself says it is of: 挥别2023, 现将去年…通报如下, 对2012年度…进行了考核.

Texts have their years in digits (``dates.with_digit_years``).
"""

from __future__ import annotations

import re

from healthkpi.ingest.written import find_written

_OPENING = 1200  # characters in which a text says what it tells of

_REVIEWED = re.compile(  # a meeting of the new year: 会议总结2024年工作,部署今年任务
    r"(?:总结|回顾|报告|汇报|通报)了?(20[0-4]\d)\s*年度?的?(?:全[省市县区])?(?:卫生健康)?(?:改革发展)?(?:工作|任务)"
)
_STATED = re.compile(
    r"(?:刚刚?过去|已经过去)的(20[0-4]\d)年|(?:挥别|挥手|告别|作别|送别|走过|辞别|回首|回望|回眸)了?(20[0-4]\d)(?!\d)"
    r"|现将(?:[我全][省市县区州院])?(?:截[至止]到?)?(20[0-4]\d)年"
    r"(?:(?!计划|安排|任务|打算|要点|方案|部署)[^,，。\n]){0,28}?"
    r"(?:公布|总结|报告|通报|汇报|介绍|分析|汇总|整理|反馈|(?:情况|数据|结果)(?:印发|如下))"
    r"|(?:公布|发布|揭晓|通报)了?(20[0-4]\d)年度[^,，。\n]{0,14}(?:绩效考核|监测分析|排名)"
    r"|(?:公布|发布)了?(20[0-4]\d)年(?!版)[^,，。\n]{0,8}(?:统计|年报|数据|资料)"
    r"|(?:^|\n)[ \u3000]*(20[0-4]\d)年[,，]在[^。\n]{2,40}(?:领导|指导|支持|关心)下"
    r"|(?:^|\n)[ \u3000—-]*(20[0-4]\d)\s*年度?[^。,，\n]{2,22}"
    r"(?:回眸|综述|纪实|扫描|盘点|答卷|成绩单|数据分析|情况分析)[ \u3000]*\n"
)
_APPRAISED = re.compile(  # 对各区2012年度基本公共卫生服务项目进行了考核; 评估期为2016—2018年
    r"对[^。\n]{0,40}?(20[0-4]\d)年度?[^。\n\d]{0,40}?(?:进行了?|开展了?|实施了?|组织)[^。,，\n\d]{0,8}"
    r"(?:考核|评价|评估|测评|检查|督查|督导|审计|复核|核查|验收)"
    r"|(?:评估|评价|监测|报告|统计|考核)(?:期|时段|期间|周期|时限)(?:为|是|:|：)[^,，。\n]{0,20}(20[0-4]\d)年"
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
_CARRIED_OUT = re.compile(  # 《妇女发展规划(2011—2020年)》终期评估报告
    r"[(（]20\d\d\s*年?\s*[-—－~～至到]+\s*(20[0-4]\d)\s*年?[)）][》”\"]?[^,，。\n]{0,6}?"
    r"(?:终期|期末|末期|实施情况|执行情况|完成情况|总结)"
)
_YEARBOOK = re.compile(r"年鉴\s*[(（]?(20[0-4]\d)|(20[0-4]\d)年?[^,，。\n]{0,8}年鉴")
_MASTHEAD = 100  # characters in which a yearbook names itself


def year_reviewed(text: str) -> int | None:
    """The year whose work a meeting or report goes through: 报告了2011年的工作."""
    found = _REVIEWED.search(text, 0, _OPENING)
    return int(found[1]) if found else None


def year_stated(text: str, published: str | None) -> int | None:
    """The year that a text says its figures are of: 过去的2023年, 数据统计截至2023年底.

    现将去年… is the year before the text's own date; so is 2008年,全省… of a text of 2009, and the
    year of a yearbook, 某市年鉴(2023).
    """
    found = (
        _STATED.search(text, 0, _OPENING)
        or _APPRAISED.search(text, 0, _OPENING)
        or _FIGURES_OF.search(text)
    )
    if found:
        return int(next(filter(None, found.groups())))
    yearbook = _YEARBOOK.search(text, 0, _MASTHEAD)
    if yearbook:
        return int(yearbook[1] or yearbook[2]) - 1
    written = find_written(text, published)
    if written and _LAST_YEAR_NOW.search(text, 0, _OPENING):
        return written.year - 1
    carried = _CARRIED_OUT.search(text, 0, _OPENING)
    if carried and written and int(carried[1]) <= written.year:
        return int(carried[1])
    opened = _OPENED.search(text, 0, _OPENING)
    return int(opened[1]) if opened and written and written.year == int(opened[1]) + 1 else None
