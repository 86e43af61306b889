"""Names shares whose whole stands beside the number: 95%的卫生院达到标准, 医院中,88%开设了复诊."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import tag
from healthkpi.extract.owners import whole_of
from healthkpi.extract.phrase_words import last_word
from healthkpi.extract.phrases import noun_after, opens_predicate, with_object, with_predicate
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.trimming import noun_before

_FRAME = re.compile(r"(?:底前|年底前|前|力争|确保)?[让使对为把将给]")
_REACH = re.compile(r"\d+(?:分钟|小时|公里)(?:以?内)?(?:就?能|可以?|均可)[\u4e00-\u9fff]{2,16}")
_PLACED = re.compile(r"(?:位?居|排|领先|位列|列|名列)")
_KIND = re.compile(r"(?:是|为|系)([\u4e00-\u9fff\d—-]{2,18})(?:[,;。)]|$)")
_CENTRED = re.compile(
    r"(?:[都均]|主要|病例)*集中(?:在|于|分布在)"
    r"(\d{1,2}月?(?:[至到和、—~-]+\d{1,2}月)?份?(?<=[月份])|[\u4e00-\u9fff]{2,4}(?:[、和][\u4e00-\u9fff]{2,4})+?)"
    r"(?:[两三四五六](?:地|[县市区旗镇乡]))?(?=[,;。])"
)
_CASES = ("病例", "感染者", "患者", "病人", "个案")
_SHARE = "比例"
_MEASURES = ("率", "量", "比", "度", "比重", "比例", "占比", "占")


def name_share(spoken: Spoken, draft: Draft, after: Draft | None) -> bool:
    """Set the phrase of a share with its whole and what that did; False where none is told."""
    right = draft.right.lstrip()
    before = noun_before(draft.left, draft, spoken.places)
    if _PLACED.match(right) and draft.left.rstrip().endswith("以"):
        return False  # 南海区以28.6%居五区之首: the number is that of the measure before
    if draft.unit not in ("%", "‰", "") or before.endswith(_MEASURES):
        return False
    centred = _CENTRED.match(spoken.text, draft.end) if not before else None
    if centred:  # 其中近四成集中在12月, 六成以上集中在甲县、乙县两地
        whole = spoken.cases or ("病例" if draft.left.strip() in ("", "其中") else "")
        if whole:
            whole += "" if whole.endswith(_CASES) else "病例"
            draft.phrase, draft.shape = f"集中在{centred[1]}的{whole}{_SHARE}", "share"
            return True
    spoken.subset = spoken.subset or draft.left.strip().startswith("其中")
    kind = _KIND.match(right) if spoken.subset and not before else None
    among = (spoken.topic.bare or spoken.last).removesuffix("占比")
    if kind and len(among) > 1:  # 创伤占31.6%,其中近四成是交通事故
        phrase = f"{kind[1]}占{among}{_SHARE}"
        draft.phrase, draft.shape = phrase, "share"
        return True
    noun, predicate = noun_after(right)
    if predicate and after is not None:
        predicate = with_object(predicate, draft, after)
    before = "" if _FRAME.fullmatch(before) else before
    if not right.startswith("的") and (before or not noun):
        return _name_behind_whole(spoken, draft, before, (noun, predicate))
    reach = _REACH.match(spoken.text, draft.end + len(draft.right))
    if reach and not predicate:
        predicate = reach.group()  # 90%的家庭15分钟内可以到达最近的医疗点
    if len(noun) < 2 or (not right.startswith("的") and not predicate):
        return False
    phrase = before + noun if before else with_predicate(noun, predicate)
    _keep(spoken, draft, re.sub(r"[、和与及]+$", "", phrase), noun)
    return True


def _name_behind_whole(
    spoken: Spoken, draft: Draft, before: str, following: tuple[str, str]
) -> bool:
    """卫生院三成以上配备了救护车; 公立医院中,88%开设了复诊: the whole stands before."""
    noun, predicate = following
    right = draft.right.lstrip()
    opens = not draft.left.strip() and opens_predicate(right)  # ,七成留给镇村两级
    told_of = _counted(spoken) if spoken.subset or opens else ""
    whole = before or told_of
    if before and opens_predicate(right):
        predicate = right
    elif predicate and before:
        whole += noun  # 建成区50%以上面积达到标准
    elif not noun and opens_predicate(right):
        predicate = right
    if len(whole) < 2 or len(predicate) < 3:
        return False
    sourced = predicate.startswith(("来自", "由", "源于"))  # 临床用血100%来自无偿献血
    if not told_of and not sourced and tag(last_word(whole))[:1] in ("v", "p", "d", ""):
        return False
    if "等" in predicate:
        return False  # 减按15%征收等优惠政策
    whole = whole.removesuffix("中")
    told = with_predicate(whole, predicate)
    if told == whole:
        return False
    _keep(spoken, draft, told, whole)
    return True


def _counted(spoken: Spoken) -> str:
    """What was told last and can have parts: 结余3120万元, 招聘医学毕业生136名."""
    whole = whole_of(spoken.topic.bare)
    return "" if whole.endswith(_MEASURES) else whole


def _keep(spoken: Spoken, draft: Draft, phrase: str, whole: str) -> None:
    draft.phrase, draft.shape = phrase + _SHARE, "share"
    spoken.remember(draft, draft.phrase, whole)
