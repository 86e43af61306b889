"""People who were sent, with what they were sent for: 选派12人到上海的医院进修 → 选派进修人员.

The purpose stands behind the number, after the place they went to, which says nothing of them.
"""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.spoken import Spoken

_SENT = re.compile(
    r"(?P<verb>选派|派出|抽调|派驻|选送|输送|下派|外派|派遣|调派|派来|增派|选拔|委派|推荐)(?:了|出)?"
    r"(?P<who>[\u4e00-\u9fff、]{0,12})(?:近|约|超过?|累计|共|至少|不少于)*$"
)
_STAFF = (
    r"[\u4e00-\u9fff、]{0,10}?(?:人员|骨干(?:医[师生]|人员|力量)?|专家|医[师生]|护士|村医|队员|人才|干部|职工|团队|医疗队"
    r"|学员|选手|教授|主任|博士|中医)"
)
_WHOM = re.compile(_STAFF)
_GO = r"(?:分批|轮流|先后|分别|定期|每[周月年]|长期|常年|专门)*"
_FOR = re.compile(
    rf"(?P<who>{_STAFF})?{_GO}(?P<where>(?:到|赴|去|往|前往|来|至|在|深入|奔赴|进驻)[^,;。:]{{1,40}}?)?{_GO}(?:开展|进行|参加|接受|从事)?"
    r"(?P<what>(?:驻点|短期|脱产|专项|临床|跟岗|跟班|上派|岗位|免费)?"
    r"(?:进修|学习|研修|深造|培训|轮训|规培|挂职|任职|坐诊|出诊|带教|巡诊|巡回医疗|义诊|驻点|驻村|驻守|帮扶|支教|督导|指导|会诊|查房|服务)+"
    r"|对口支援|对口帮扶|(?:下沉|支援|驰援|援助|增援)(?P<whom>[\u4e00-\u9fff]{1,4}?(?:驻点|坐诊|带教|帮扶|服务)+"
    r"|[\u4e00-\u9fff]{1,3}[省市县区州]|[\u4e00-\u9fff]{0,4}))"
)
# Where they went, if that is a kind of place and no name: 到省级医院, 到乡镇卫生院.
_KIND_OF_PLACE = re.compile(
    r"(?:到|赴|去|往|至|在)(?:国内外?|一流|省级?|市级?|县级?|乡镇|镇街|上级|三级|三甲|基层|社区|村|高校|大)+"
    r"(?:中心)?(?:医院|卫生院|卫生室|医疗机构|机构)"
)
_UNITS = ("人", "名", "位", "人次", "批", "批次", "例次")


def name_sent(spoken: Spoken, draft: Draft) -> bool:
    """Whether ``draft`` counts people sent for a purpose told behind it; they are named then."""
    if draft.unit not in _UNITS or draft.measure != "count":
        return False
    sent = _SENT.search(draft.left)
    told = _FOR.match(draft.right) if sent else None
    if sent is None or told is None:
        return False
    whom = _WHOM.fullmatch(sent["who"]) if sent["who"] else None
    if sent["who"] and whom is None:
        return False
    who = sent["who"] + (told["who"] or "")
    if not who and not told["where"] and not told["whom"]:
        return False  # 选派学习12人: what they did stands where whom should
    kind = _KIND_OF_PLACE.match(told["where"] or "")
    where = kind.group() if kind else ""
    draft.phrase = f"{sent['verb']}{who}{where}{told['what']}{'' if who else '人员'}"
    draft.shape = "after"
    spoken.remember(draft, draft.phrase, who or "人员", sent["verb"])
    return True
