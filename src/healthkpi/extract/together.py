"""Shares of several things together: A、B和C居前三位,…,合计占乙类的86.7%; 两县合计占全市的七成.

Such a clause only counts what it is of; the things themselves stand in the clauses before.
"""

from __future__ import annotations

import re

from healthkpi.extract.diseases import CLASSES, diseases_in
from healthkpi.extract.draft import Draft
from healthkpi.extract.owners import is_group
from healthkpi.extract.phrase_words import is_place_name
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.trimming import trim_head

_NUMBERS = {
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_PLACES = r"地|[县区市州旗镇盟](?:[区市旗街](?!合))?|乡镇|街道|个(?:[县区市州旗]|乡镇|街道)"
_KINDS = r"者|病|[种类](?:主要)?(?:疾病|传染病|病)?"
_TOGETHER = re.compile(
    rf"\s*(?:以上|上述|这|前)?(?:(?P<n>[两二三四五六七八九十])(?:(?P<places>{_PLACES})|{_KINDS}))?"
    r"(?:报告)?(?:病例|发病)?数?(?P<sum>合计|共计|总计|之和|共)?(?:约|仅|已)?占(?:到|了|比)?(?:达|为)?"
    r"(?P<whole>[^,;。]*?)的?$"
)
_OWN = re.compile(
    r"\s*(?:其中)?(?P<who>[^,;。占\d]{4,40}?)(?:合计|共|[两三四五]种(?:疾病|传染病|病)(?:合计|共)?)(?:约)?占(?:到|了)?"
    r"(?P<whole>[^,;。]*?)的?$"
)
_FIRST = re.compile(
    r"((?:报告)?(?:发病|死亡|病例)数?)?(?:居|排)(?:在)?前([一二三四五六七八九十]|\d+)?[位列]?的?(?:病种|[有是为依])"
)
_BARE = re.compile(r"\s*占(?P<whole>[^,;。]{2,}?)的$")
_SUM = re.compile(r"\s*(?:合计|共计?|总计)(?:报告)?$")
_AREA = re.compile(r"全[市县省区州旗盟国镇乡]")
_LISTED_WHOLE = 9  # characters of a whole that leaves no room for a list before it
_REACH = 240  # characters before a share in which the things it is of are listed
_FEW = 3  # diseases that a phrase may list
_CUE = re.compile(r"依次[为是]|分别[为是]|的[为是]|病种[为是有]|其中|以(?![下上])")
_COUNT = re.compile(r"[(]?\d[\d.,]*万?[例人宗起名][)]?")
_BETWEEN = re.compile(
    r"[、,;:()\d]|和|与|及|[为是有例在]|以|分别|依次|报告|病例|发病|[居较最]|其次|次之|等|两|三"
)
_GENERAL = re.compile(r"传染病$")  # a whole class, no disease
_CLASS = re.compile(r"[甲乙丙](?:、?[乙丙])*类$")
_SHARE = "比例"


def share_together(spoken: Spoken, draft: Draft) -> str:
    """The phrase of a share that several things have together; "" where it is no such share."""
    if draft.measure != "rate" or draft.unit not in ("%", "‰", ""):
        return ""
    summed = draft.clause.endswith("合计")  # 两县合计过半
    told = _TOGETHER.match(draft.clause + ("占" if summed else ""))
    before = _before(spoken, draft)
    bare = _BARE.match(draft.clause)
    if bare and spoken.named and _is_of_ranked(spoken.named[-1], before):
        ranked = _ranked(before)
        return _share(spoken, ranked, bare["whole"], before) if ranked else ""
    if told and (told["n"] or told["sum"]):
        count = _NUMBERS[told["n"]] if told["n"] else 0
        members = "" if told["places"] else _members(spoken, draft, before, count, told["whole"])
        if members:
            members += "合计" if (told["sum"] or "共") != "共" else ""
            return _share(spoken, members, told["whole"], before)
        names = _places(before, count)
        if not told["places"] and len(names) < 2:
            return ""
        kind = told["n"] + told["places"] + "合计" if told["places"] else ""
        return _of_places(spoken, names, kind, told["whole"])
    own = _OWN.match(draft.clause)
    if own is None:
        return ""
    who = trim_head(own["who"], spoken.places)
    listed = len(diseases_in(who)) > 1
    if not (listed or is_group(who) or is_place_name(who)):
        return ""
    whole = own["whole"] or ("" if listed else spoken.topic.bare)
    return _share(spoken, who, whole, before + own["who"]) if whole or listed else ""


def sum_of_ranked(spoken: Spoken, draft: Draft) -> str:
    """居前五位的病种依次为…,合计3762例: of what the sum is; "" where it is no such sum."""
    if (
        draft.measure != "count"
        or draft.unit not in ("例", "人")
        or not _SUM.fullmatch(draft.clause)
    ):
        return ""
    ranked = _ranked(_before(spoken, draft))
    return ranked + "病例" if ranked else ""


def _before(spoken: Spoken, draft: Draft) -> str:
    """The clauses of the sentence before that of ``draft``, as far as a list reaches."""
    return spoken.text[max(draft.sentence.start, draft.clause_start - _REACH) : draft.clause_start]


def _is_of_ranked(last: Draft, before: str) -> bool:
    """Whether a bare 占 is of all the diseases ranked: their sum, or each's number, came last."""
    summed = _SUM.fullmatch(last.clause) is not None
    return summed or (before.endswith("),") and last.left.endswith("("))


def _ranked(before: str) -> str:
    """The diseases that ``before`` puts in order, by their rank: 发病数居前五位的病种."""
    told = list(_FIRST.finditer(before.rpartition(";")[2]))
    if not told:
        return ""
    rank = f"{told[-1][2]}位" if told[-1][2] else ""
    return f"{told[-1][1] or ''}居前{rank}的病种"


def _share(spoken: Spoken, members: str, whole: str, before: str) -> str:
    """The members with 占 and the whole; a bare class is one of infectious diseases: 乙类."""
    classes = CLASSES.findall(before)
    whole = whole or (classes[-1] if classes else "")
    whole = whole or spoken.share_of.removeprefix("占").removesuffix(_SHARE)
    whole += "传染病" if _CLASS.search(whole) else ""
    return f"{members}占{whole}{_SHARE}" if whole else f"{members}占比"


def _members(spoken: Spoken, draft: Draft, before: str, count: int, whole: str) -> str:
    """What the clauses before list, ``count`` things of it if that is told."""
    ranked = _ranked(before)
    named = _diseases(before, count)
    told = "位" in ranked and len(named) > _FEW
    if ranked and (len(whole) >= _LISTED_WHOLE or told or not named):
        return ranked
    if len(named) > 1:
        return "、".join(named)
    mainly = spoken.around.mainly(draft)
    if mainly and not is_place_name(mainly):
        return mainly
    items = spoken.history[-count:] if count else []
    return "、".join(items) if len(items) == count > 1 and len(set(items)) == count else ""


def _diseases(before: str, count: int) -> list[str]:
    """The diseases of the list that ``before`` ends with: 居前三位的依次为梅毒、乙肝和淋病,…"""
    text = _COUNT.sub("", before.rpartition(";")[2])
    cues = [0, *(cue.end() for cue in _CUE.finditer(text))]
    for at in reversed(cues):
        named = [name for name in diseases_in(text[at:]) if not _GENERAL.search(name)]
        if len(named) >= (count or 2):
            return named[-count:] if count else named
    return []


def _places(before: str, count: int) -> list[str]:
    """The places that ``before`` names last: A县和B县分别报告…; A区(87例)、B区(65例)居前."""
    parts = _BETWEEN.split(before if count else before.rstrip(",").rpartition(",")[2])
    names = [name for name in parts if len(name) > 1 and is_place_name(name)]
    return names[-count:] if count else names


def _of_places(spoken: Spoken, names: list[str], kind: str, whole: str) -> str:
    """盐池县、同心县分别报告布病312例和274例,两县合计占全市的…: whose cases, and of what."""
    places = "、".join(names)
    if whole and not _AREA.fullmatch(whole):
        return f"{places}{kind}占{whole}{_SHARE}"  # 三区合计占全市报告总数的49.02%
    told = diseases_in(spoken.cases or spoken.topic.bare)
    one = len(told) == 1 and not _GENERAL.search(told[0])
    if not whole:  # 甲县213例,乙县148例,两地合计占47.44%: the theme says of what disease
        return f"{places}{kind}占{told[0] if len(told) == 1 else ''}病例{_SHARE}"
    where = places if one or len(names) <= _FEW else ""
    return f"{where}{told[0] if one else ''}病例占{whole}{_SHARE}"
