"""Names what lasts: 连续26年全国第一, 为期8周的夜市."""

from __future__ import annotations

import re

from healthkpi.extract.anaphors import name_pointed_at
from healthkpi.extract.draft import Draft
from healthkpi.extract.phrases import noun_after
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.trimming import noun_before

_NONE = ("无", "未", "没有", "零")  # 连续5年无死亡 speaks of something new


_CHANGES = re.compile(
    r"[上回][升落]|[下增减][降升长加少]|[升降]|走[高低]|攀升|提[高升]|改善|[正负]增长"
)
_SINCE = re.compile(r"^\s*自[^,;。]{2,14}?(?:以[后来]|之?后|起)")
_SHARE = re.compile(r"占.*(?:比例|占比|比)$")
_DONE = re.compile(
    r"(?:须|应|要|必须|全部|均|可)?((?:完成|办结|扑灭|处置|启动|送达|送到|配送|出具|到达)[^,;。的]{0,12}?)(?:[,;。到至]|$)"
)
_BEFORE_DONE = re.compile(r"(?:均|须|应|要|都|必须|可|在|于|后)+$")


def name_lasting(spoken: Spoken, draft: Draft) -> bool:
    """连续26年全国第一; 为期8周的夜市. False where neither names it."""
    right = draft.right
    if draft.left.rstrip().endswith("连续"):
        rest = re.split(r"[的,;。]", right)[0][:14]
        subject = noun_before(_SINCE.sub("", draft.left), draft, spoken.places)
        subject = name_pointed_at(spoken, draft, subject) or subject  # 前者连续三年上升
        if not subject and not rest.startswith(_NONE):
            subject = _changed(spoken, draft) if _CHANGES.match(rest) else spoken.topic.full
        draft.phrase, draft.shape = f"{subject}连续{rest}", "lasting"
        spoken.remember(draft, subject, subject)
        return True
    done = _DONE.match(right) if draft.number.comparator == "le" else None
    if done:
        draft.phrase, draft.shape = _who(spoken, draft) + done[1] + "时间", "lasting"
        return True  # 新发疫点24小时内完成处置
    noun, _ = noun_after(right) if right.startswith("的") else ("", "")
    if noun:
        draft.phrase, draft.shape = noun, "after"
        spoken.remember(draft, noun, noun)
    return bool(noun)


def _changed(spoken: Spoken, draft: Draft) -> str:
    """What has gone one way so long: what the clause before compares, else what changed last."""
    compared = spoken.around.measure_compared(draft)
    return compared or _SHARE.sub("", spoken.last) or spoken.topic.full


def _who(spoken: Spoken, draft: Draft) -> str:
    """Of what it is told within what time it is done; the topic where the clause has nothing."""
    left = _BEFORE_DONE.sub("", draft.left.rstrip())
    return noun_before(left, draft, spoken.places) or spoken.topic.full
