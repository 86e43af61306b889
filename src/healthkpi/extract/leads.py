"""What a sentence says at its head that its numbers are about: “两癌”检查:任务2.4万人,进度82%."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.vocabulary.places import find_places

_LEAD = re.compile(
    r"[\s●■◆▲▶•·—-]*(?:第?[(]?[\d一二三四五六七八九十]+[件项.、)]\s*)?([“‘\u4e00-\u9fff][\u4e00-\u9fff“”‘’、]{2,18}):"
)
_SORTED = re.compile(  # 医院按登记类型分,公立44个,民营75个
    r"\s*(?:全[省市县区州])?([\u4e00-\u9fff]{2,10}?)(?:按|依)[^,;。:\d]{2,10}?(?:分|划分|分类)[,:]"
)
_SPOKEN_LEAD = re.compile(
    r"指出|强调|要求|明确|如下|目标|包括|措施|方面|说|工作|重点|是|为|任务|讯|电|其中|看|分|情况|指标|数据|名称|[了也]"
)


def lead_of(text: str, first: Draft) -> str:
    """What stands before the colon of the sentence of ``first``, or what it sorts; else nothing."""
    lead = _LEAD.match(text, first.sentence.start, first.start)
    lead = lead or _SORTED.match(text, first.sentence.start, first.start)
    if lead is None or _SPOKEN_LEAD.search(lead[1]) or find_places(lead[1][:6]):
        return ""
    return re.sub(r"[“”‘’\"]", "", lead[1])
