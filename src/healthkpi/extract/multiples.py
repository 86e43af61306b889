"""Multiples of another's level: 发病率只有全区平均水平的八成, 是全省平均水平的1.7倍."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.trimming import noun_before

_OF_LEVEL = re.compile(
    r"^(?P<what>.*?)(?:虽|但|不过|仍|约|还|也|大致|大约)*(?P<short>只|仅)?"
    r"(?P<verb>相当于|有|不到|不及|接近|约?[是为])"
    r"(?P<of>(?:全[国省市区县院旗州盟]|[省市县]级|[\u4e00-\u9fff]{2,3}[省市县州])?(?:同期|同类|同级|[一二三]级|综合|公立)*"
    r"(?:平均(?:水平|数|值)?|均值|平均|医院)|全[国省市区县院旗州盟])的$"
)


def name_multiple(spoken: Spoken, draft: Draft) -> bool:
    """Name a part or multiple of the level of others; False where ``draft`` is none."""
    if draft.measure not in ("rate", "change") or draft.unit not in ("%", "倍", ""):
        return False
    told = _OF_LEVEL.match(draft.left.strip()) if draft.left == draft.clause else None
    if told is None or (told["verb"] == "有" and not told["short"]):
        return False
    what = noun_before(told["what"], draft, spoken.places) if told["what"] else ""
    what = spoken.borrow(what, draft, inner=False) or what if what else spoken.last
    if len(what) < 2:
        return False
    area = len(told["of"]) == len("全市")  # 报告166例,接近全县的三分之一: a share
    draft.phrase = f"{what}占{told['of']}比例" if area else f"{what}相当于{told['of']}"
    draft.shape = "topic-of"
    spoken.last = what
    return True
