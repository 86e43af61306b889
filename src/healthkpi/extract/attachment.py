"""Whether a date belongs to one number: 2023年的5.81张, 较上年(38.1%), 由2017年的A增加到B."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.marks import GOAL_OF, Mark
from healthkpi.extract.segment import Sentence

_ATTACHED = re.compile(
    r"(?:同期|底|末|度|全年)?(?:(?:这一|这个|该)(?:数字|比例|指标|数据)(?:是|为|仅为|只有)|的|\(|时的|的约|的近|的不足)?"
    r"|同期[\u4e00-\u9fff]{0,4}?(?:为|是|只有|仅有?|有|报告|达)"
    r"|[\u4e00-\u9fff]{2,4}(?:时|之初)的"
)
_FROM = re.compile(r"[由从](?:原来?的?|最初的?|过去的?)?$")
_TO = re.compile(r"[^,;。:、]{0,8}?[扩增升降提减拓延][^,;。:、]{0,3}[到至为]")
_AT_EVENT = re.compile(r"年?度?[^,;。]{2,24}(?:考核|评价|评估|检查|测评)中,")
_ACCOUNT_OF = re.compile(  # 去年的“成绩单”:…
    r"的[“‘]?[^,。;:”’]{0,10}(?:成绩单|账单|答卷|数据|账本?|情况|统计|年报|报告)[”’]?(?:显示)?[,:。]"
)
_BY_NOW = re.compile(r"[,;。]而?(?:现在|如今|而今|今天)")
_TOLD_ALONE = re.compile(r"同期[\u4e00-\u9fff]{0,4}?(?:为|是|只有|仅有?|有|报告|达)$")
_PACE = re.compile(
    r"[,(](?:共|累计|净|总|年均)?(?:增长|增加|提高|上升|提升|下降|减少|降低|缩短|增幅|降幅|增速)(?:了|为|达到?|近|约|超过?|逾)*"
)
_LINK = re.compile(r"[、和与及]|以及")
_NEXT_NUMBER = re.compile(r"(?:[、和与及]|以及)\d")


def is_origin(mark: Mark | None, own: bool, draft: Draft) -> bool:
    """Whether a value is what another came from: 较上年(38.1%), 由2021年的A, 由4个扩到所有."""
    told = _TOLD_ALONE.search(draft.clause)  # 去年同期为152例, a fact of its own
    if mark is not None and own and mark.relation in ("compared", "origin") and not told:
        return True
    return bool(_FROM.search(draft.clause) and _TO.match(draft.right))


def is_attached(mark: Mark, gap: str, draft: Draft) -> bool:
    """Whether a date stands right before ``draft`` and dates it alone: 2023年的5.81张."""
    if mark.relation in ("origin", "compared") and draft.status == "baseline":
        return "," not in gap and len(gap) < 16
    if mark.relation == "aside" or len(gap) > 8 or not _ATTACHED.fullmatch(gap):
        return False
    if gap[-1:] in ("的", "("):
        return draft.measure != "change" or mark.relation != "compared"
    return mark.relation == "origin" or (mark.relation == "compared" and draft.measure != "change")


def still_holds(mark: Mark, text: str, sentence: Sentence, draft: Draft) -> bool:
    """Whether a mark still governs at ``draft``: not from a closed bracket, or past a ``;``."""
    opened = text.rfind("(", sentence.start, mark.start)
    bracketed = opened > text.rfind(")", sentence.start, mark.start)
    if bracketed and ")" in text[mark.end : draft.start]:
        return False
    account = _ACCOUNT_OF.match(text, mark.end)
    if text.startswith("的", mark.end) and not account and "," in text[mark.end : draft.start]:
        return False
    if _BY_NOW.search(text, mark.end, draft.start) and not mark.until:
        return False  # 1978年只有96个;现在是513个
    parted = ";" in text[mark.end : draft.start]
    # 在2022年度绩效考核中,…; 2020年目标为2.8人;…
    event = _AT_EVENT.match(text, mark.end) or GOAL_OF.match(text, mark.end)
    return not parted or (mark.at_head and not event)


def is_pace(gap: str) -> bool:
    """Whether ``gap`` leads from the end of a pair to its change: …增加到450亿元,增长73.1%."""
    return _PACE.fullmatch(gap) is not None


def in_run(draft: Draft, text: str) -> bool:
    """Whether ``draft`` is one of several numbers in a row: 到2025年和2030年达到39%和42%."""
    after = _NEXT_NUMBER.match(text, draft.end)
    return after is not None or bool(_LINK.fullmatch(draft.left))
