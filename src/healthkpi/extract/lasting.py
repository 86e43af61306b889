"""Names what lasts: 连续26年全国第一, 为期8周的夜市."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.phrases import noun_after
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.trimming import noun_before

_NONE = ("无", "未", "没有", "零")  # 连续5年无死亡 speaks of something new


def name_lasting(spoken: Spoken, draft: Draft) -> bool:
    """连续26年全国第一; 为期8周的夜市. False where neither names it."""
    right = draft.right
    if draft.left.rstrip().endswith("连续"):
        rest = re.split(r"[的,;。]", right)[0][:14]
        subject = noun_before(draft.left, draft, spoken.places)
        if not subject and not rest.startswith(_NONE):
            subject = spoken.topic.full
        draft.phrase, draft.shape = f"{subject}连续{rest}", "lasting"
        spoken.remember(draft, subject, subject)
        return True
    noun, _ = noun_after(right) if right.startswith("的") else ("", "")
    if noun:
        draft.phrase, draft.shape = noun, "after"
        spoken.remember(draft, noun, noun)
    return bool(noun)
