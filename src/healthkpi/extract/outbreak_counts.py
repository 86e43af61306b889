"""How many outbreaks a passage counts, of what, and who fell ill in them.

报告聚集性疫情3起。其中甲区2起,报告病例49例: both are of those outbreaks, whatever disease the
section is about.
"""

from __future__ import annotations

import re

from healthkpi.extract.diseases import only_cases, only_disease
from healthkpi.extract.draft import Draft
from healthkpi.extract.phrase_words import is_place_name
from healthkpi.extract.segment import Sentence

_OUTBREAKS = re.compile(r"(?:疫情|事件|中毒)$")
_EVENTS = ("事件数", "疫情数", "起数", "事件", "事件起数", "疫情起数")
_UNITS = ("起", "宗")
_GOES_ON = re.compile(
    r"\s*(?:其中|该起|此次|本次|这起|疫情(?!防控|形势|监测)|波及|所有疫情"
    r"|(?:[与较比][^,;。]{2,10},)?(?:疫情|事件)?(?:起数|事件数))"
)
_KIND = re.compile(
    r"(?:均|都|全部|皆)[为是系](?P<all>[^,;。\d]{0,12}?(?:疫情|事件|中毒))$"
    r"|(?:另?[一\d]起[为是系在]|发生了?)(?P<one>[^,;。]{0,30})$"
)
_ILL = re.compile(r"聚集性疫情|暴发疫情|疫情|暴发|中毒")
_SENTENCE = re.compile(r"[。\n]")
_BACK = 80  # characters before a sentence in which the one before it ends
_BARE_CASES = ("发病", "报告病例", "累计报告病例", "病例", "累计发病")


class OutbreakCounts:
    """Follows the outbreaks that a paragraph counts; ``counted`` is what was counted last."""

    def __init__(self) -> None:
        self.counted = ""  # 托幼机构手足口病聚集性疫情
        self.part = False  # whether 其中 has told since of only some of them
        self.firm = False  # whether the cases told next can only be of those outbreaks

    def enter(self, sentence: Sentence, text: str) -> None:
        """Go on to ``sentence``; only one that goes on telling of the outbreaks keeps them."""
        goes_on = _GOES_ON.match(text, sentence.start) is not None
        if goes_on and not self.counted:
            self.read(
                _SENTENCE.split(text[max(0, sentence.start - _BACK) : sentence.start])[-2:][0]
            )
        self.firm = goes_on and bool(self.counted)
        self.counted = self.counted if goes_on else ""

    def read(self, between: str) -> None:
        """Take note of what the clauses between two numbers say the outbreaks were of."""
        self.part = bool(self.counted) and (self.part or "其中" in between)
        for clause in re.split("[,;。]", between.rstrip(",;")):
            told = _KIND.search(clause)
            one = told["one"] or "" if told else ""
            ill = _ILL.search(one)
            disease = only_disease(one)
            if told and told["all"]:
                self.counted, self.firm = told["all"], True
            elif disease and (ill or "起" in clause):
                what = ill.group() if ill else "疫情"
                self.counted = disease + (what if what.endswith("疫情") else "疫情")
                self.firm = True

    def tell(self, draft: Draft) -> bool:
        """Whether ``draft`` is named by the outbreaks: as some of them, or as who fell ill."""
        if draft.unit in _UNITS and _OUTBREAKS.search(draft.phrase):
            self.counted = self.counted if self.part else draft.phrase.removeprefix("报告")
            return False
        if not self.counted or draft.measure not in ("count", "change"):
            return False
        if draft.unit in _UNITS:
            return self._tell_some(draft)
        if only_cases(draft.phrase) and self._fell_ill(draft):
            draft.phrase = self.counted + draft.phrase
            draft.rules.append("disease")
            return True
        return False

    def _tell_some(self, draft: Draft) -> bool:
        """其中甲县占3起, 7起为手足口病: some of the outbreaks, or how many more or fewer."""
        disease = only_disease(draft.phrase)
        rest = draft.phrase.removesuffix("占")
        if draft.phrase in _EVENTS:
            draft.phrase = self.counted + "数"  # 事件数比上月增加2起
        elif disease and draft.phrase == f"{disease}起数":
            kind = _ILL.search(self.counted)
            draft.phrase = disease + (kind.group() if kind else "疫情")
        elif self.firm and (not rest or is_place_name(rest) or rest in _BARE_CASES):
            draft.phrase = self.counted
        else:
            return False
        draft.rules.append("disease")
        return True

    def _fell_ill(self, draft: Draft) -> bool:
        """Whether those counted fell ill in the outbreaks told of: 累计发病96人."""
        if draft.unit in ("人", "名"):
            return True
        if draft.measure == "change":
            return self.firm and draft.phrase in ("发病人数", "死亡人数", "发病数")
        return draft.unit == "例" and (
            draft.phrase == "发病" or (self.firm and draft.phrase in _BARE_CASES)
        )
