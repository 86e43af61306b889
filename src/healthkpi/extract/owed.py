"""What a short phrase owes to the words before it: an age of whom, 缺口 of whom, 新建 of what.

Each rule knows one family of the field's short terms and where its whole is told.
"""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.spoken import Spoken

_SHARED_OUT = re.compile(
    r"(?:其中)?(?:个人(?:缴费|缴纳|自付)?|(?:各级)?(?:财政|政府)(?:补助|补贴)?(?:标准)?)"
)
_PART = re.compile(r"(?:不足|不到|超过)([\u4e00-\u9fff]{2,12})")
_AGE = re.compile(r"((?:年龄在)?\d{2}岁(?:及)?以[上下])(?:的)?(?:也|已|也已|就)?(?:占比?)?")
_STAFF = re.compile(
    r"(?:乡村医生(?:和卫生员)?|村医|全科医生|专业技术人员|卫生技术人员|医务人员|医师|医生|护士|职工)"
)
_SHORT_OF = re.compile(
    r"([\u4e00-\u9fff]{2,10}?)(?:依然|仍然|仍|严重|普遍|十分|比较|明显)*(?:不足|短缺|紧缺|缺乏|紧张|偏少|缺口(?:仍|较|很|还)*大)$"
)
_BUILDS = ("新建", "改扩建", "建成", "创建", "改造", "新增", "扩建")
_AMONG_PEERS = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8})?(?:市州|旗县|县区|县市|市县|地市|[市县区州镇]|卫生院|医院|机构)[)）]?中(?:[由从][高低多少]到[高低多少])?(?:排列)?(?:居|列|排|位列|名列|排名)?"
)
_PER = re.compile(
    r"(每[十百千万\d]+(?:名|位)?(?:常住|户籍)?(?:人口|人|居民|儿童|老年人))的?(?:拥有)?(?:数量?|量)?"
)


def owed(spoken: Spoken, draft: Draft, phrase: str) -> str:
    """``phrase`` made whole by what its sentence has told before; "" where it owes nothing."""
    before = spoken.text[draft.sentence.start : draft.clause_start]
    if _SHARED_OUT.fullmatch(phrase) and "筹资标准" in spoken.topic.bare:
        return f"{spoken.topic.bare}中{phrase}"
    part = _PART.fullmatch(phrase) if draft.unit == "%" and draft.measure == "rate" else None
    if part and spoken.topic.bare and not spoken.topic.bare.endswith("率"):
        return f"{spoken.topic.bare}占{part[1]}比例"  # 正高职称74人,不足医师的1.5%
    return _of_people(spoken, draft, phrase, before)


def _of_people(spoken: Spoken, draft: Draft, phrase: str, before: str) -> str:
    """An age, a shortage or a bare verb of building with whom or what it is of."""
    aged = _AGE.fullmatch(phrase)
    if aged and draft.unit in ("%", "人", "名"):
        staff = _STAFF.findall(before) or _STAFF.findall(spoken.former)
        share = "占比" if draft.unit == "%" else ""
        return f"{aged[1]}的{staff[-1]}{share}" if staff else ""
    if phrase == "缺口":
        short = short_of(spoken, draft)
        return short + phrase if short else ""
    if per_head_of(phrase):
        short = short_of(spoken, draft)
        return phrase + short if short else ""
    if phrase in _BUILDS and draft.measure == "count" and not draft.right.strip():
        built = spoken.around.clause_object(draft).removesuffix("建设")
        return phrase + built if built else ""
    return ""


def short_of(spoken: Spoken, draft: Draft) -> str:
    """Whom or what the clause before says there is too little of: 全科医生短缺,每万人口仅1.8名."""
    short = _SHORT_OF.search(spoken.around.clause_before(draft, 24))
    return short[1] if short else ""


def names_peers(phrase: str) -> bool:
    """Whether ``phrase`` only says among whom a rank is: 在全省16个市中居第11位."""
    return _AMONG_PEERS.fullmatch(phrase) is not None


def per_head_of(phrase: str) -> str:
    """The people that ``phrase`` counts something for without saying what; "" for any other."""
    told = _PER.fullmatch(phrase)
    return told[1] if told else ""
