"""Names the scale that a level was reached on: 电子病历五级, 互联互通四级甲等."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.phrase_words import Topic
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.trimming import noun_before

_SCALE = re.compile(r"(?:电子病历|智慧服务|智慧管理|互联互通|信息互联)[\u4e00-\u9fff]*")
_WHOSE = re.compile(
    r"([\u4e00-\u9fff]{2,10}?(?:医院|机构|卫生院))(?=电子病历|智慧服务|智慧管理|互联互通|信息互联)"
)
_OWNER = re.compile(r"(?:医院|机构|卫生院|中心)$")


def name_level(spoken: Spoken, draft: Draft) -> None:
    """电子病历五级; 标准化成熟度四级甲等测评; 通过三级医疗服务能力评审."""
    left = re.sub(r"^(?:测评|评审|评价|认证|水平)?[、,和与]+", "", draft.left)
    head, reached, tail = left.rpartition("达到")
    what = re.match(
        r"[\u4e00-\u9fff]{0,12}?(?:测评|评审|评价|复审|复核|验收|水平|认证|标准|服务能力|能力)",
        draft.right,
    )
    subject = noun_before(head, draft, spoken.places) if reached else ""
    scale = noun_before(tail if reached else left, draft, spoken.places)
    if subject and not scale:
        scale, subject = subject, ""
    if subject:
        spoken.topic = Topic(subject, subject, subject)
    ending = what.group() if what else ""
    if len(ending) > 4 and (not scale or scale.endswith("通过")):
        scale = ""
    shared = spoken.topic.verb if spoken.topic.verb == spoken.topic.full else ""
    owner = subject or (shared if not reached and draft.left[:1] in ("、", "和", "与") else "")
    whose = _WHOSE.match(spoken.recent)
    if whose and not owner and _SCALE.match(scale) and draft.left[:1] in ("、", "和", "与", ","):
        owner = whose[1]  # 三级医院电子病历达到5级、智慧服务达到3级
    told = _SCALE.search(spoken.topic.full or spoken.last) or _SCALE.search(spoken.recent)
    if told and not ending and _OWNER.search(scale):
        scale += told.group()  # 三级医院电子病历…达到五级,县级综合医院达到4级
    draft.phrase = owner + scale + (ending if not scale.endswith(ending) else "")
    draft.shape = "level"
