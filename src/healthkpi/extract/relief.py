"""What people were spared, with the scheme that spared them: 取消药品加成让利患者.

The sum stands clauses behind the scheme, after what else the scheme changed: 全面取消药品加成,
药占比降到28%,全年为患者让利512万元. The share of drugs spares nobody; the scheme does.
"""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.trimming import trim_head

_PEOPLE = (
    r"(?:人民|广大|全[市县区省]|参保|城乡)*"
    r"(?:群众|患者|病人|百姓|老百姓|居民|市民|农民|农牧民|社会)"
)
_SPARED = re.compile(
    rf"(?P<whom>[为给向]?{_PEOPLE})?(?:直接|累计|共|约|可|预计|就|已|实现|合计|总共|又|每年|年均|少?)*"
    r"(?P<what>(?:让利|减负|节约|节省|省下|减轻|减少|降低)(?:给)?"
    rf"(?:于)?(?:{_PEOPLE})?(?:的)?(?:(?:医|用)?药|就医|看病|医疗|诊疗|检查|采购|耗材|药品|资金)*"
    r"(?:费用?|支出|负担|成本|资金|开支)*)(?:约|近|超过?|达到?|共|逾|了|合计)*$"
)
_SCHEMES = (
    (re.compile(r"(?:取消|破除)[^,;。]{0,10}?(?:药品|以药补医)?(?:加成|以药补医)"), "取消药品加成"),
    (re.compile(r"零差[率价](?:销售)?"), "药品零差率销售"),
    (re.compile(r"集中(?:带量)?采购|带量采购|统一(?:招标)?采购|集采"), "药品集中采购"),
    (re.compile(r"互认"), "检查检验结果互认"),
)
_REACH = 160  # characters before the number in which the scheme is told
_WHEN = re.compile(
    r"(?:[今去当全每半一上下前后到至]|年|底|末|初|间|[\d二三四五六七八九十]|个?月|以来|来|内|截|止|目前|共|累计|改革|就|则)*"
)
_BREAK = re.compile(r"其中|、|医保基金|家庭医生|义诊|减免|救助|一次挂号")


def name_spared(text: str, draft: Draft, places: tuple[str, ...]) -> str:
    """The phrase of a sum that a scheme told before spares people; "" where it is none."""
    if draft.measure != "amount":
        return ""
    told = _SPARED.search(draft.left)
    if told is None:
        return ""
    own = trim_head(draft.left[: told.start()], places)
    start = max(text.rfind("\n", 0, draft.start), draft.start - _REACH, 0)
    scheme = _scheme(text[start : draft.start]) if _WHEN.fullmatch(own) else ""
    if not scheme:
        return ""
    whom = told["whom"] or ""
    return f"{scheme}{whom if whom[:1] in '为给向' else ''}{told['what']}"


def _scheme(before: str) -> str:
    """The scheme that ``before`` names last; "" where there is none or another matter followed."""
    found = [
        (match.start(), match.end(), name)
        for pattern, name in _SCHEMES
        for match in pattern.finditer(before)
    ]
    if not found:
        return ""
    _, end, name = max(found)
    return "" if _BREAK.search(before, end) else name
