"""Parts of the thing counted before, told by their class, title or state alone: 其中三级6家."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut
from healthkpi.extract.phrase_words import Topic, is_class, last_word

INSTITUTION = re.compile(
    r"(?:其中|公立|民营|[一二三]级|综合|中医类?|专科|基层|其他|未定级|妇幼|社区|乡镇|县级|中医|专业公共卫生)*"
    r"(?:医院|医疗卫生机构|医疗机构|机构|卫生院|卫生服务中心(?:[(]站[)])?|卫生室|诊所|门诊部|保健院|基层|公立|民营)"
)
_AGENT = 16  # characters of who or what did it
_REFERRALS = ("上转", "下转")  # 上转患者 says who was referred
_SAVING = ("让利", "减负", "节约", "节省")
_SCHEME = re.compile(
    r"药物|药品|加成|零差率|零差价|集采|采购|支付|报销|改革|政策|制度|项目|互认|付费|减免|结算|保险|基金|救助|服务|工程|品种"
)
_COUNTED = re.compile(r"^(?:共|累计|报告|新增|处置|接报|发生|开展|完成)+")
_MEASURES = ("率", "数", "量", "比例", "占比", "费用", "经费", "资金", "收入")
_SHARE = re.compile(r"占比|比例|比重")
_TITLE = re.compile(r"(?:正|副)?[高中初]级?(?:职称|职务)(?:以上)?|(?:正|副)高")
_OPENED = re.compile(r"(?:开放|投用|启用|使用|核定|编制)$")
_PER_HEAD = re.compile(
    r"每[十百千万\d]+(?:名|位)?(?:常住|户籍|农业|服务)?(?:人口|人|居民|儿童|老年人|老人|妇女)(?:拥有量?)?"
)


def part_of(phrase: str, draft: Draft, topic: Topic, *, subset: bool) -> str:
    """A class, a title or a state with the thing counted before it."""
    if is_class(phrase):
        return _of_class(phrase, draft, topic)
    if _TITLE.fullmatch(phrase) and subset and draft.unit in ("人", "名", "位", "%"):
        return phrase + last_word(topic.bare)  # 医护人员560人,其中高级职称94人
    if draft.unit == "张" and INSTITUTION.fullmatch(phrase):
        return phrase + "床位"  # 机构1624个,床位1.3万张,其中医院1万张
    if draft.unit == "张" and _OPENED.search(phrase) and "床" in topic.bare:
        return phrase + "床位"
    if not _PER_HEAD.fullmatch(phrase):
        return ""
    return phrase + (topic.bare or ("床位" if draft.number.unit == "张" else ""))


def part_of_former(phrase: str, draft: Draft, former: str) -> str:
    """A class of what the sentence before counted: 报告食物中毒事件6起。其中微生物性3起."""
    if draft.number.unit == "张" and _PER_HEAD.fullmatch(phrase):
        return phrase + "床位"  # 床位密度全省最高,每千人口达到9.8张
    noun = _COUNTED.sub("", former)
    whole = is_class(phrase) and 1 < len(noun) <= _AGENT and not noun.endswith(_MEASURES)
    return phrase + noun if whole else ""


def _of_class(phrase: str, draft: Draft, topic: Topic) -> str:
    """国家级重点专科2个、省级15个: the class with the thing, and its verb in a list."""
    last = last_word(topic.bare)
    if is_class(last) and len(last) < len(topic.bare):
        return topic.bare[: -len(last)] + phrase  # 科技进步奖一等奖1项、三等奖2项
    first = cut(topic.bare)[0]
    rest = topic.bare.removeprefix(first if is_class(first) else "")
    verb = topic.verb if draft.left[:1] == "、" and topic.verb != "累计" else ""
    rest = rest.removeprefix("累计")
    return verb + phrase + (rest[:-2] + "病例" if rest.endswith("病报告") else rest)


def affected(phrase: str, topic: Topic) -> str:
    """生育补贴惠及1.4万个家庭: what did it to others; 上转患者 says itself who was referred."""
    first = cut(phrase)[0]
    measure = topic.bare.endswith(("率", "占比", "比例", "比重"))
    scheme = _SCHEME.search(topic.bare) and not _SHARE.search(topic.bare)
    if first in _SAVING and not scheme:
        return phrase  # of what scheme the clauses before may tell
    whole = phrase.endswith(("总数", "总量", "率", "水平"))  # 带动三级医院床位总数突破9000张
    if measure or whole or (first in _REFERRALS and phrase != first) or topic.verb == first:
        return ""
    return (topic.bare if len(topic.bare) <= _AGENT else "") + phrase
