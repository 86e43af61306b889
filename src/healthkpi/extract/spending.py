"""What money was spent on: 投入4.86亿元改善县级医院条件; 安排资金9.27亿元,用于基层服务能力提升."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.phrase_words import last_word, spends
from healthkpi.extract.phrases import noun_after

_USED_FOR = re.compile(r",(?:专项)?(?:用于|支持)([\u4e00-\u9fff、]{4,24})")
# 投入1.26亿元,改扩建乡镇卫生院34所
_BUILT = re.compile(
    r",(?:在\d+[个家所][\u4e00-\u9fff]{2,4})?((?:改扩建|新改建|新建|改造(?:提升)?|更新|购置|购买|修缮|建设|添置|装备)[\u4e00-\u9fff、“”]{2,14}?)(?=\d|[,;。(]|等|$)"
)
_SPENT = re.compile(r"投入|投资|斥资|出资")
_FUNDS = re.compile(r"(?:资金|经费)$")
_FRAME = 5  # characters that may stand before a bare verb of spending: 县财政投入
_LONGEST = 20


def name_spending(text: str, draft: Draft, phrase: str) -> str:
    """The phrase of an amount with its purpose before it; "" where none is told.

    ``phrase`` is what stands before the number in ``text``: a bare verb of spending, or funds.
    """
    word = last_word(phrase)
    funds = _FUNDS.search(phrase) is not None
    spending = spends(word) and len(phrase) - len(word) <= _FRAME
    funds = funds and not draft.right
    if not spending and not funds and not draft.right.startswith("的"):
        return ""
    purpose = _purpose(text, draft)
    return purpose + (word if spending and not funds else phrase) if purpose else ""


def _purpose(text: str, draft: Draft) -> str:
    if draft.right.startswith("的"):
        return noun_after(draft.right)[0]  # 投资3.6亿元的二期工程
    if not draft.right:
        used_for = _USED_FOR.match(text, draft.end)
        if not used_for and _SPENT.search(draft.left):
            used_for = _BUILT.match(text, draft.end)
        return used_for[1] if used_for else ""
    if draft.right[0] in "、,(" or draft.right.startswith("占"):
        return ""
    purpose = draft.right.strip(" ,、")
    return purpose if 3 < len(purpose) <= _LONGEST else ""
