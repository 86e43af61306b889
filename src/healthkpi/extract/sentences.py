"""Reads one sentence: gives each number its surroundings, kind, pairs, units and phrase."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from healthkpi.extract.draft import Draft
from healthkpi.extract.measures import judge
from healthkpi.extract.nonclaims import NonClaim
from healthkpi.extract.segment import Sentence
from healthkpi.extract.told import Told

_CLAUSE_MARK = re.compile(r"[,;:。!?]|\n\n")
_LONGEST = 400  # characters of a clause before a number; text without marks has no end of them
_FROM = re.compile(
    r"(?:从|由|自(?![来然治主动]))(?:(?:(?:19|20)\d\d年)?第?\d{1,2}[月周日季]度?|(?:19|20)\d\d年|[^,;。:\d]){0,16}$"
)
_AT_FIRST = re.compile(r"(?:年初|期初|改革前|原来|起初)(?:是|为|只有|的)?$")
_TO = re.compile(
    r"(?:增|提|升|降|减|扩|发展|跃|压|缩|调|变|上|下|拓|改)[\u4e00-\u9fff]{0,3}?(?:到|至|为|成)|^[的]?(?:到|至|增至|升至|降至)"
    r"|^[^,;。\d]{0,5}[到至]"
)
_COMPARED = re.compile(
    r"(?:较(?![多少高低大好快为重])|(?<![占百])比|与|(?<=[年月周])同期|同(?![意步时级类行事样等伴期]))[^,;。:()全]{0,14}(?:的|年|\()$"
    r"|(?:高于|低于|高出|多于|少于|超过|优于)(?:上|前一?|去年|往年|同期|(?:19|20)\d\d年)[^,;。:()全]{0,14}(?:的|\(|\((?:分别)?为)$"
    r"|(?:[比较与和]|同(?!期))[^,;。:()全]{0,14}\((?:分别)?为$"
)
_CLASSING_UNITS = frozenset(("张", "岁", "万元", "元", "平方米", "床"))
_LISTED_UNITS = frozenset(
    ("例", "人", "名", "起", "宗", "家", "个", "所", "件", "项", "人次", "台")
)
_ITEM = re.compile(r"[、,:(和及]?\s*[\u4e00-\u9fff]{2,10}")
_COUNTERS = frozenset(("个", "家", "所", "人", "名", "例", "台", "台套", "套", "项", "户", "件"))
_LEADS_ON = re.compile(r"[比较与从由自和在]$")
_MEASURED = re.compile(
    r"[\u4e00-\u9fff)](?:[率数量额度值比]|比重|比例|寿命|费用|床位|人次|水平)(?:已|则|也)?(?:由|从|在|到|至)?(?:上个?世纪)?$"
)
_OPENS = re.compile(r"[比较与和同跟](?!例|重|率)|截[至止]")
_LINK = frozenset(("、", "和", "与", "及", "以及", "或"))
_BREAKING_ROLES = frozenset(("date", "period", "list_number", "reference"))


def surround(
    sentence: Sentence, drafts: Sequence[Draft], notes: Sequence[NonClaim], text: str
) -> None:
    """Give each draft of ``sentence`` the text to its left and right within its clause."""
    marks = [sentence.start]
    marks += [m.end() for m in _CLAUSE_MARK.finditer(text, sentence.start, sentence.end)]
    breaks = [(n.start, n.end) for n in notes if n.role in _BREAKING_ROLES]
    for index, draft in enumerate(drafts):
        clause = marks[max(0, bisect_right(marks, draft.start) - 1)]
        clause = max(clause, draft.start - _LONGEST)
        after = bisect_right(marks, draft.end)
        stop = marks[after] - 1 if after < len(marks) else sentence.end
        left = max(clause, drafts[index - 1].end if index else sentence.start)
        right = min(stop, drafts[index + 1].start if index + 1 < len(drafts) else sentence.end)
        leading, spoken = -1, ""
        for begin, end in breaks:
            led = _LEADS_ON.search(text, max(clause, begin - 2), begin)
            chained = text[begin - 1 : begin] in _LINK and begin - 1 == leading
            if left < end <= draft.start:
                if led or chained:
                    leading = end  # 较2010年、2020年: a list of years that are only compared with
                else:
                    spoken = _noun_before(text, max(left, clause), begin) if begin > left else ""
                    left = end
            if draft.end <= begin < right:
                right = begin
        draft.sentence = sentence
        draft.clause_start = clause
        draft.clause = text[clause : draft.start]
        draft.context = text[max(sentence.start, draft.start - 80) : draft.start]
        draft.left = spoken + text[left : draft.start].replace("\n", "")
        draft.right = text[draft.end : right].replace("\n", "")


def _noun_before(text: str, start: int, end: int) -> str:
    """What a clause speaks of before a date in its middle: 孕产妇死亡率2020年降到…"""
    noun = text[start:end].replace("\n", "")
    return noun if _MEASURED.search(noun) and not _OPENS.match(noun) else ""


def judge_all(drafts: Sequence[Draft], told: Told | None = None) -> None:
    """Decide what kind of number each draft is, left to right, then share units and find pairs.

    ``told``: what the paragraph has told before this sentence.
    """
    _inherit_units(drafts)
    _inherit_listed(drafts)
    _refuse_classes(drafts)
    told = told or Told()
    before = told.last
    for draft in drafts:
        if draft.role == "unresolved":
            judge(draft, before, told)
        if draft.is_claim:
            told = told.with_claim(draft)
        before = draft
    _pair(drafts)


def _inherit_units(drafts: Sequence[Draft]) -> None:
    """One unit for several numbers: 1、2和3个; 300、450和620万元; 由98.1提高到99.3%."""
    for index in range(len(drafts) - 2, -1, -1):
        draft, after = drafts[index], drafts[index + 1]
        if draft.kind != "quantity" or draft.surface != "digits" or not after.number.unit:
            continue
        listed = after.left.strip() in _LINK
        if draft.number.unit == "个" and listed and after.number.unit.endswith("分点"):
            _take_unit(draft, after)  # 分别高2.3个和1.1个百分点
        elif not draft.number.unit and (listed or _shares_unit(draft, after)):
            _take_unit(draft, after)


def _inherit_listed(drafts: Sequence[Draft]) -> None:
    """阳性合计132名:工农区74,向阳区31: items without unit count what was counted before."""
    index = 1
    while index < len(drafts):
        stop = index
        while stop < len(drafts) and _is_bare_item(drafts[stop]):
            stop += 1
        unit = drafts[index - 1].number.unit
        if stop - index > 1 and unit in _LISTED_UNITS and drafts[index - 1].kind == "quantity":
            for draft in drafts[index:stop]:
                draft.number = draft.number._replace(unit=unit)
                draft.rules.append("shared-unit")
        index = max(stop, index) + 1


def _is_bare_item(draft: Draft) -> bool:
    """A noun and an integer, and no more: 肺结核3、"""
    plain = draft.kind == "quantity" and draft.surface == "digits" and not draft.number.unit
    ended = not draft.right or draft.right[0] in "、,;)。"
    return plain and ended and draft.is_whole and bool(_ITEM.fullmatch(draft.left))


def _shares_unit(draft: Draft, after: Draft) -> bool:
    """确诊274和无症状5395例; 由98.1提高到99.3%: the unit stands at the last number only."""
    if after.clause_start != draft.clause_start:
        return False
    if _FROM.search(draft.clause) and _TO.search(after.left):
        return True
    linked = after.left.strip()[:1] in _LINK and draft.right[:1] in _LINK
    return linked and after.number.unit not in ("%", "‰")


def _take_unit(draft: Draft, after: Draft) -> None:
    """Give ``draft`` the unit of ``after``, and its 万 or 亿 where only the last number has it."""
    factor = after.number.value / after.written if after.number.value and after.written else None
    value = draft.number.value
    if factor and value is not None and draft.written == value and factor >= 10_000:
        draft.number = draft.number._replace(value=value * factor)
    draft.number = draft.number._replace(unit=after.number.unit)
    draft.rules.append("shared-unit")


def _refuse_classes(drafts: Sequence[Draft]) -> None:
    """A bound that only classes what the next number counts: 100张以下床位医院402个."""
    for draft, after in pairwise(drafts):
        bounded = draft.number.value is None or draft.number.comparator in ("ge", "le", "gt", "lt")
        counted = after.number.unit in _COUNTERS and draft.number.unit not in (
            "",
            after.number.unit,
        )
        near = len(after.left) <= 6 and after.clause_start == draft.clause_start
        parted = re.search(r"[、和与占达为增减]", after.left)
        if bounded and counted and near and not parted and draft.number.unit in _CLASSING_UNITS:
            draft.refuse("name", "class-bound")


def _pair(drafts: Sequence[Draft]) -> None:
    """从A增加到B: A is the baseline of B; 较2022年的A提高B: A is a baseline, too."""
    for index, draft in enumerate(drafts):
        if not draft.is_claim:
            continue
        before = drafts[index - 1] if index else None
        after = drafts[index + 1] if index + 1 < len(drafts) else None
        opens = (
            (_FROM.search(draft.clause) or _AT_FIRST.search(draft.clause))
            and after
            and _TO.search(_between(drafts, index))
        )
        if opens or (draft.measure != "change" and _COMPARED.search(draft.clause)):
            draft.status = "baseline"
            draft.rules.append("baseline")
            draft.pair = f"{draft.start}"
        elif (
            before
            and before.status == "baseline"
            and draft.left in _LINK
            and (before.unit == draft.unit or before.measure == draft.measure == "rate")
        ):
            draft.status, draft.pair = "baseline", f"{draft.start}"
            draft.rules.append("baseline-series")
    _tie(drafts)


def _between(drafts: Sequence[Draft], index: int) -> str:
    """The text that leads from the run of numbers at ``index`` to the next that is no mere item."""
    for before, draft in pairwise(drafts[index:]):
        if draft.left not in _LINK:
            reach = before.end - draft.clause_start
            return draft.clause[reach:] if reach >= 0 else draft.left
    return ""


def _tie(drafts: Sequence[Draft]) -> None:
    """Give the numbers of which these are the baselines the same pair, in order."""
    waiting: list[Draft] = []
    for index, draft in enumerate(drafts):
        if draft.status == "baseline":
            actual = _told_before(drafts, index)
            if actual:
                actual.pair = draft.pair
                actual.rules.append("pair")
            else:
                waiting.append(draft)
        elif (
            waiting
            and draft.is_claim
            and draft.measure != "change"
            and draft.unit == waiting[0].unit
        ):
            draft.pair = waiting.pop(0).pair
            draft.rules.append("pair")
        elif not draft.is_claim:
            waiting.clear()


def _told_before(drafts: Sequence[Draft], index: int) -> Draft | None:
    """The value that ``drafts[index]`` is only compared with: 阳性率3.3%,低于前一周(3.8%)."""
    draft, before = drafts[index], drafts[index - 1] if index else None
    if before is None or "baseline" not in draft.rules or not _COMPARED.search(draft.clause):
        return None
    alike = before.is_claim and before.unit == draft.unit and before.measure != "change"
    if not alike or before.pair or _TO.search(_between(drafts, index)):
        return None
    return before
