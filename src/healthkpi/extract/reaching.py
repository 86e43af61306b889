"""Institutions that something reaches, with what reaches them: 远程会诊平台连通63所卫生院.

The platform, alliance or scheme is the subject of the clause; bodies without it are only bodies.
"""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.phrase_words import LEFT_UNITS, without_verb
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.trimming import trim_head

_LINK = r"(?:、|和|与|及|以及|的)"
_COUNTED = rf"(?:\d[\d.,]*[\u4e00-\u9fff(、)]{{2,20}}?{_LINK})*"
_BODIES = rf"(?:(?:所有|全部|全[市县省区州国]|辖区内?)?[\u4e00-\u9fff、]{{2,20}}{_LINK})?"
_AREA = r"(?:所有|全部|全[市县省区州国]|辖区内?|周边|[\u4e00-\u9fff]{0,4}省[市区]){0,3}"
_REACHING = re.compile(
    r"(?P<who>[〇\u4e00-\u9fffA-Z+“”()]{2,20}?)??(?:已经?|均|也|又|还|全部|全面|基本|目前|实现|向下|率先|逐步|先后|共|可|业务)*"
    r"(?P<verb>覆盖|连通|联通|连接|联接|接入|接通|延伸[到至]|辐射|联合|联结|推开[到至]|推广[到至]|拓展[到至]|走遍|跑遍)(?:了|到)?"
    rf"{_BODIES}{_COUNTED}{_AREA}的?"
)
_WHO = re.compile(
    r"(?:平台|系统|网络|医共体|医联体|联盟|联合体|集团|制度|服务|医疗|会诊|诊断|中心|改革|试点|政策|业务管理|监测|项目"
    r"|活动|行动|车|队|机制|模式|付费|支付|互认|信息化|急救|管理|保险|合作医疗|新农合|结算)”?$"
)
_THOSE = re.compile(
    r"((?:[\u4e00-\u9fff]{0,10}(?:医院|卫生院|卫生室|卫生站|机构|服务中心|服务站|医共体|学校|社区|单位|诊所))|(?:[\u4e00-\u9fff]{0,4})"
    r"(?:乡镇|镇街|街道|县区|县市|旗县市?|行政村|村|县|区)(?:[(][市区县旗、]{1,5}[)])?)(?![\u4e00-\u9fff]*的)"
)


def name_reached(spoken: Spoken, draft: Draft) -> bool:
    """Whether ``draft`` counts bodies that something is said to reach; they are named then."""
    if draft.measure != "count" or draft.unit in LEFT_UNITS or not draft.right:
        return False
    those = _THOSE.match(draft.right)
    told = _REACHING.fullmatch(draft.clause) if those else None
    if told is None or those is None:
        return False
    who = told["who"] or without_verb(spoken.topic.bare)
    who = trim_head(who.strip("“”"), spoken.places).rpartition("的")[2]
    if not _WHO.search(who):
        return False
    draft.phrase, draft.shape, draft.verb = f"{who}{told['verb']}的{those[1]}", "after", ""
    spoken.remember(draft, draft.phrase, who)
    return True
