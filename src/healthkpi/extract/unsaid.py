"""What a number is of beside which no noun stands: the measure, topic or shortage told before.

占丙类的76%,比上年增加213例: the change is of the cases, not of their share.
"""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.owed import short_of
from healthkpi.extract.phrase_words import PER_POPULATION, is_place_name
from healthkpi.extract.spoken import Spoken

SHARE_END = re.compile(r"(?:比例?|[比率]重?|占|百分比)(?:[(][^()]*[)])?$")
_OF_WHOLE = re.compile(r"占(?!比).*(?:比例|比)$")
_OF_AREAS = re.compile(
    r"[)的][县市区旗州镇乡]+$|[县区旗乡][(][县市区旗镇、]+[)]$|病例占全[市省县区州盟]比例$"
    r"|的(?:乡镇|街道)$"
)
_LOCATED = re.compile(r"^在[\u4e00-\u9fff]{2,8}的(?=[\u4e00-\u9fff]{2})")
_SINCE = re.compile(r"(?:由|从)[^,;。]{0,8}的?$")
_COPULA = re.compile(r"(?:也|均|仅|只|已|达|为|是|有|到|约|近|高|低|超过?)*$")
_MOST = re.compile(r"最[高低多少大小快慢好差],[^,;。]{0,6}$")  # 其中平阳县最低,仅28.4%
_PEOPLE = ("人", "例", "名")


def meant(spoken: Spoken, draft: Draft, *, fell: bool) -> str:
    """What was spoken of before and ``draft`` is meant of; ``fell``: it is a fall of prices."""
    around = spoken.around
    told = _told_last(spoken, draft)
    if not told and draft.measure == "amount":
        told = around.funds_before(draft)
    left = _SINCE.sub("", draft.left.strip())
    of_place = is_place_name(left) or (draft.unit not in _PEOPLE and _tells_of_place(draft, left))
    if not told and (draft.measure in ("change", "index") or of_place):
        told = spoken.former
    if not told and draft.left.endswith("("):
        told = around.noun_behind_places(draft)
    if not told and (draft.measure == "rank" or fell):
        told = around.clause_object(draft) or spoken.former
    if told and draft.rules[-1:] == ["per-population"] and "每" not in told:
        per = PER_POPULATION.search(draft.clause)  # 床位总数4862张,每千人口3.01张
        told = (per.group() if per else "") + told.removesuffix("总数")
    return told


def _tells_of_place(draft: Draft, left: str) -> bool:
    """Whether nothing but a place stands before the number: 苍南县为33.6%; 平阳县最低,仅28.4%."""
    bare = _COPULA.sub("", left)
    return is_place_name(bare) if bare else bool(_MOST.search(draft.context))


def _told_last(spoken: Spoken, draft: Draft) -> str:
    """The phrase told last that the number of ``draft`` can be of."""
    told = spoken.around.measure_before(draft) or short_of(spoken, draft)
    told = told or spoken.last or spoken.topic.full
    if draft.measure == "count" and told.endswith("占比") and spoken.topic.bare:
        return spoken.topic.bare  # 云岩区148例,占45%;花溪区71例
    if draft.measure == "change" and not draft.unit.endswith("分点"):
        return _OF_WHOLE.sub("", told) or told
    if draft.unit in _PEOPLE and _OF_AREAS.search(told):
        return spoken.cases or "病例"  # 7个县(市)区有报告,丰县64例; 占全市的69%;沛县12例
    if draft.measure == "count" and told == spoken.topic.full and SHARE_END.search(told):
        return _LOCATED.sub("", SHARE_END.sub("", told))  # 本地病例过半在广州(37例)
    return told
