"""Sentences that open with what is intended: 下半年打算:…; 下一步,我院将…; 今年怎么干,…:"""

from __future__ import annotations

import re

from healthkpi.extract.goals import goal_cues
from healthkpi.extract.headings import Setting
from healthkpi.extract.horizon import Horizon, programme_end

_TASK = re.compile(r"做好(?:今年|明年|来年|新的?一年)的?[^,。]{0,10}工作")
_NEXT = re.compile(
    r"(?:[^,。\d]{2,14}?(?:表示|介绍|说|指出|强调|提出|透露|告诉记者)[,:“]*)?(?:(?P<later>新的一年|新一年|下一步|下步|下一阶段|下阶段|今后|接下来|明年|来年)|(?P<rest>下半年|四季度|年底前))"
    r"(?:[^。;\d]{0,16}?|(?<=新的一年)[^。;]{0,24}?)(?:将|要(?!求)|继续|力争|争取|计划|拟|准备|打算|抓紧|抓好|做好)"
)
_PROGRAMME = re.compile(r"(?:展望|面向|迈入|迎接)[“”\"「]*十[一二三四五六]五")
_DECISIVE = re.compile(r"(?:[^,。]{1,6},)?(?:今年|新的一年)[,]?是[^。\d]{2,60}之年")
_LISTED = re.compile(
    r"[^。;\d:]{0,40}(?:要|将|着力|重点|全力|集中力量)[^。;\d:]{0,20}"
    r"(?:办好|抓好|做好|办实|推进|实施|开展|完成|落实)[^。;\d:]{0,6}(?:以下|下列|如下)[^。;\d:]{0,10}:"
)
_WRITTEN = re.compile(  # 新一年的目标已经写好:…
    r"[^。;:\d]{0,20}(?:目标|任务|清单|蓝图|计划)已经?(?:写好|列出|绘就|明确|锁定|敲定|定下)[^。;:\d]{0,6}:"
)
_SAID = re.compile(  # 市卫生局负责人在会上表示,今年全市参合率要稳定在…
    r"[^,。\d]{2,20}?(?:表示|介绍|说|指出|强调|提出|透露|告诉记者)[,:“]*今年[^。;\d]{0,16}?"
    r"(?:将|要(?!求)|力争|计划|拟)"
)
_PLANNED = re.compile(  # 并对2022年工作作出部署:力争…
    r"[^。;:]{0,40}?[对就](20\d\d)年(?:度)?的?[^。;,:\d]{0,10}(?:工作|任务)[^。;,:\d]{0,10}"
    r"(?:部署|安排|谋划)[^。;:\d]{0,8}[:,]"
)
_SHORT = 40  # characters in which a sentence says what it is about
_REST_AHEAD = "10"  # the month before which the rest of a year is still ahead


def is_over(text: str, base: int | None) -> bool:
    """Whether the five-year programme of ``text`` ends with the year reported on, or before."""
    end = programme_end(text + "期间")
    return base is not None and end is not None and end <= base


def read_intent(body: str, horizon: Horizon, *, is_news: bool) -> Setting | None:
    """The setting that the sentence ``body`` opens for its paragraph; None where it opens none."""
    opening = body.lstrip()
    base, today = horizon.base, horizon.today
    intent = goal_cues().intent.match(opening) or _TASK.search(body[:_SHORT])
    if intent:
        over = not is_news and intent.re is _TASK
        ahead = over or intent.group().startswith(("明年", "来年"))
        return Setting("target", base + 1 if ahead and base else today or base)
    written = _WRITTEN.match(opening) or _SAID.match(opening)
    if written and (written.re is _WRITTEN or (today and base and today > base)):
        given = int((horizon.published or "0")[:4])
        return Setting("target", given if base and given > base else today)
    planned = _PLANNED.match(opening)
    if planned and base and int(planned[1]) > base:
        return Setting("target", int(planned[1]))
    begun = today is not None and base is not None and today > base
    if begun and _DECISIVE.match(opening):
        return Setting("target", today)
    if _LISTED.match(opening):
        return Setting("target", today if begun else None)
    programme = _PROGRAMME.match(opening)
    if programme and not is_over(programme.group(), base):
        return Setting("target", programme_end(programme.group() + "期间"))
    coming = _NEXT.match(opening)
    if coming is None:
        return None
    if coming["rest"]:
        early = (horizon.published or "9999-99")[5:7] < _REST_AHEAD
        return Setting("target", today or base) if early else None
    if coming["later"] in ("明年", "来年"):
        return Setting("target", (today or base or 0) + 1 or None)
    year = today if begun else None
    if year is None and coming["later"].startswith("新"):
        year = base + 1 if base else None
    return Setting("target", year)
