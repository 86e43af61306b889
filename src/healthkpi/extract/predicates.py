"""Verbs and predicates that several counted things share, or that a phrase begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut
from healthkpi.extract.phrase_words import is_modifier

_BUILD = "(?:新建成?|改建|扩建|改扩建|新改建|迁建|改造(?:提升)?|修缮|建成)"
_BUILDING = re.compile(rf"{_BUILD}(?:[、和及与]?{_BUILD})+(?=[\u4e00-\u9fff]{{2}})")
KEPT_VERBS = ("新增", "培训", "引进", "招聘", "招录", "申报", "培育", "培养", "选派", "遴选")


def share_predicates(claims: Sequence[Draft]) -> None:
    """市级2所中医医院、3家县区中医院建立了制度: the predicate of the last is all theirs."""
    for draft, after in zip(reversed(claims[:-1]), reversed(claims[1:]), strict=True):
        if draft.shape == after.shape == "share" and draft.right.rstrip()[-1:] in (
            "和",
            "、",
            "与",
        ):
            if "的" in after.phrase and "的" not in draft.phrase:
                draft.phrase = f"{after.phrase.partition('的')[0]}的{draft.phrase}"
            continue
        if (
            draft.shape != "after"
            or after.shape != "after"
            or draft.verb
            or draft.clause_start != after.clause_start
        ):
            continue
        if is_modifier(draft.right.strip("、和与及 ")):
            kept = draft.right.strip("、和与及 ")  # 8个国家级、36个省级临床重点专科
            words = cut(after.phrase.removeprefix(after.verb))
            draft.phrase = (
                draft.verb + kept + "".join(words[1:] if is_modifier(words[0]) else words)
            )
        if (
            draft.right.rstrip()[-1:] in ("、", "和", "与", "及")
            and "的" in after.phrase
            and "的" not in draft.phrase
        ):
            told = after.phrase.partition("的")[0]
            draft.phrase = f"{told}的{draft.phrase}"


def verb_of(phrase: str) -> tuple[str, str]:
    """The verb that ``phrase`` begins with, and the rest."""
    verbs = (*KEPT_VERBS, "新建", "新改建", "完成", "建成", "创建", "报告", "实施", "累计")
    several = _BUILDING.match(phrase)
    if several:  # 新建、改扩建乡镇卫生院
        return several.group(), phrase[several.end() :]
    for verb in verbs:
        if phrase.startswith(verb) and len(phrase) > len(verb) + 1:
            return verb, phrase[len(verb) :]
    return "", phrase
