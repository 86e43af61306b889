"""Names what is left of things counted before: 其余8家达到基本标准, 其中2例为狂犬病."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.phrase_words import LEFT_UNITS, without_verb
from healthkpi.extract.phrases import with_predicate
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.trimming import trim_head, trim_tail

_REMAINING = (
    "",
    "余下",
    "余下的",
    "剩余",
    "剩下",
    "其余",
    "另有",
    "还有",
    "尚",
    "仍",
    "尚有",
    "仍有",
)
_STILL = ("", "已有", "有", "尚有", "仍有", "还有", "另有", "其中有")
_STATE = re.compile(
    r"(?:已|均|尚|仍|还|正在)*(?:接近|未|完成[或及和]超额完成|达到[或及和]超过|如期完成|提前|滞后|进展|符合|超额完成|解除|销号|整改|在建|验收|填补|好于|优于|达不到)[\u4e00-\u9fff]{0,16}$"
)
_TOLD_BEFORE = re.compile(r"(?:自|来自|由|为|是|系|在|因)[^,;、和与及]{2,12}[、和与及]")
_REACHED = ("达到", "达标", "通过", "获评", "获批", "建成", "实现", "入选", "纳入", "创建")


def tells_state(right: str) -> bool:
    """Whether ``right`` says in what state things counted before are: 接近目标."""
    return _STATE.match(right) is not None


def _of_state(spoken: Spoken, draft: Draft, before: str, right: str) -> bool:
    """22项指标中,15项提前达到目标,2项滞后于进度: of the things counted, those in that state."""
    if before not in _STILL or not _STATE.match(right):
        return False
    alike = [told.phrase for told in spoken.named if told.unit == draft.unit]
    noun = without_verb(alike[-1].rpartition("的")[2]) if alike else ""
    if not noun:
        return False
    draft.phrase, draft.shape = f"{right.strip()}的{noun}", "topic-of"
    return True


def name_rest(spoken: Spoken, draft: Draft, right: str) -> bool:
    """其余8家达到基本标准; 其中17名已经入编: what was counted before, with what these did."""
    # 其中2例自甲国输入、1例自乙国输入: what stands between told of the one before
    before = "" if _TOLD_BEFORE.fullmatch(draft.left) else trim_head(draft.left, ())
    if _of_state(spoken, draft, before, right):
        return True
    among = before if draft.unit in LEFT_UNITS else re.sub("[中里]$", "", trim_tail(before))
    if (
        re.search("[中里]", before[len(among) :]) and len(among) > 1 and len(right) > 2
    ):  # 39个流行县中33个达到标准
        draft.phrase, draft.shape = with_predicate(among, right), "topic-of"
        return "的" in draft.phrase
    if before not in _REMAINING or not spoken.topic.bare or len(right) < 3:
        return False
    if "其中" not in draft.context[-40:] and not before and not right.startswith(_REACHED):
        return False
    kind = re.match(r"(?:为|是|系)([\u4e00-\u9fff]{2,8})(?:[,;。、]|$)", right)
    if kind:  # 其中2例为狂犬病
        draft.phrase, draft.shape = kind[1] + spoken.topic.bare, "topic-of"
        return True
    noun = spoken.topic.bare.rpartition("的")[2]
    if noun.endswith(("量", "数", "率", "额", "比例", "占比")) and len(right) <= 20:
        draft.phrase, draft.shape = right, "after"  # 12人入选国家高层次人才
        return True
    told = with_predicate(noun, right)
    draft.phrase, draft.shape = told, "topic-of"
    return "的" in told
