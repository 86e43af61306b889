"""Comparators that stand apart from their number, or once for a run of numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from healthkpi.extract.draft import Draft
from healthkpi.models import Comparator

_LINK = frozenset(("、", "和", "与", "及", "以及", "或"))
_PREFIXED = re.compile(r"不少于|不低于|不超过|不高于|不多于|至少|超过|低于|高于|≥|≤|＞|＜")
_AT_LEAST = re.compile(r"(?:至少|不少于)[\u4e00-\u9fff]{1,8}$")  # 至少张贴宣传画2张
_AT_MOST = re.compile(r"(?:可|能|不得?|最多)[^,;。\d]{0,10}最长$")  # 可一次开具最长12周的药量
_BEYOND = re.compile(r"(?<![超通经不难错])过$")  # 进度过七成
_SUFFIXED = re.compile(r"(?:及?以[上下内]|左右|上下)$")
_TOLD_APART = re.compile(r"分别|依次|各")
_SHORT_OF = re.compile(r"(?:尚未|仍未|未能|没有|未)(?:达到?|突破)$")  # 参合率尚未达到85%
_ABOUT = re.compile(r"(?:约|大约)(?:占|为|是)[^,;。]{0,8}的?$")  # 约占全国的六成
_BOUNDED = re.compile(r"(不低于|不少于|不超过|不高于)[^,;。\d]{2,12}的$")
_PART_OF = re.compile(  # 不足卫生技术人员的1.5%, 接近全县的三分之一, 不到去年12月峰值的一半
    r"(?:(?P<less>不足|不到)|(?P<more>超过|突破)|(?P<about>接近|将近|相当于))(?!的)"
    r"(?:\d{1,4}[年月日]|[^,;。\d]){2,14}的$"
)
_SET_BY = re.compile(r"要求|规定|提出|确定|下达|目标|规划|计划|标准|任务")
_PREFIXED_BY = re.compile(r"(?:高于|低于|多于|少于|大于|小于|超过|超出|不足|不到|未达)(?!.*以)")
_OTHERS_VALUE = re.compile(
    r"的[\u4e00-\u9fff]{0,6}(?:水平|要求|目标|标准|均值|平均数?|控制线|红线)"
)


def _comparator_apart(draft: Draft) -> Comparator | None:
    """The comparator that words part from the number: 至少建成1所, 不足卫生技术人员的1.5%."""
    left = draft.left
    if _AT_LEAST.search(left):
        return "ge"
    if _SHORT_OF.search(left):
        return "lt"
    if _ABOUT.search(left):
        return "approx"
    if _AT_MOST.search(left):
        return "le"
    if draft.quote.endswith("成") and _BEYOND.search(left):
        return "gt"
    shared = draft.unit == "%" or draft.surface == "fraction"
    part = _PART_OF.search(draft.clause) if shared else None
    if part and _SET_BY.search(part.group()):
        return None  # 超过规划提出的80%
    if part and part.lastgroup != "about":
        return "gt" if part["more"] else "lt"
    if part and not part["about"].startswith("相当"):
        return "approx"
    bound = _BOUNDED.search(left) if draft.unit == "倍" else None
    if bound:
        return "ge" if bound[1] in ("不低于", "不少于") else "le"
    return None


def share_comparator(drafts: Sequence[Draft], text: str) -> None:
    """One comparator for a run: 分别不少于800张和1200张; 分别控制在9/10万、3‰以内."""
    for draft in drafts:
        if draft.number.comparator != "eq":
            _free_of_comparison(draft)
            continue
        told = _comparator_apart(draft)
        if told:
            draft.number = draft.number._replace(comparator=told)
    for before, draft in pairwise(drafts):
        if draft.left not in _LINK or before.kind != "quantity" or draft.kind != "quantity":
            continue
        prefixed = _PREFIXED.match(text, before.start)
        mine, theirs = draft.number.comparator, before.number.comparator
        if prefixed and mine == "eq" and theirs != "eq":
            draft.number = draft.number._replace(comparator=theirs)
        elif theirs == "eq" and mine in ("ge", "approx", "le") and _is_last(draft, text):
            _share_back(drafts, draft)
        if (
            mine == "le"
            and before.number.comparator == "eq"
            and re.search(r"控制在|不超过|压减?到|降到|降至", before.left)
        ):
            before.number = before.number._replace(comparator="le")


def _free_of_comparison(draft: Draft) -> None:
    """低于95%的要求: the word compares with a value, which it does not bound."""
    word = _PREFIXED_BY.match(draft.quote)
    if word and _OTHERS_VALUE.match(draft.right):
        draft.number = draft.number._replace(comparator="eq")


def _is_last(draft: Draft, text: str) -> bool:
    """Whether the comparator of ``draft`` stands behind it: 95%、85%左右."""
    return _SUFFIXED.search(text, draft.start, draft.end) is not None


def _share_back(drafts: Sequence[Draft], last: Draft) -> None:
    """One comparator behind the last of a run told with 分别: 分别达到45%、25%、30%及以上."""
    at = drafts.index(last)
    run = [last]
    while at and run[0].left in _LINK and drafts[at - 1].number.unit == last.number.unit:
        at -= 1
        run.insert(0, drafts[at])
    if not _TOLD_APART.search(run[0].clause):
        return
    for draft in run[:-1]:
        if draft.number.comparator == "eq":
            draft.number = draft.number._replace(comparator=last.number.comparator)
