"""Names in a row before the number that counts them: 月湖、外滩两个院区 are not 外滩院区."""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut, tag
from healthkpi.extract.phrase_words import is_place_name, phrase_words

_ROW = re.compile(r"[\u4e00-\u9fff()“”]+(?:[、和与及][\u4e00-\u9fff()“”]+)+$")
_MARK = re.compile(r"、|(?<!参)与|和(?!田|平|县|政)|(?<![普涉])及")
# What bears a name of its own, so that names may stand in a row before it.
_NAMED = re.compile(
    r"(?:院区|卫生院|医院|分院|街道|街镇|乡镇|镇街|县区|[县区市旗镇州]|县\(市(?:、区)?\)|科室|专科|医共体|医疗集团|机构|实验室|次中心|县城|服务包)$"
)
_OPENED = re.compile(r"新(?:开设|增设|设立|建成|成立)|建[好成]|创?办好")
_MOST = 12  # names that stand in a row


def names_apposed(draft: Draft, noun: str) -> str | None:
    """The verb before names in a row that ``draft`` counts ("" if none); None: no such row.

    托管六横、虾峙2家卫生院: as many names as are counted, and each is one of the things.
    """
    row = _ROW.search(draft.left)
    if row is None or not _NAMED.search(noun) or not draft.is_whole or draft.amount > _MOST:
        return None
    names = [name for name in _MARK.split(draft.left[row.start() :]) if name]
    if len(names) != draft.amount and not all(map(is_place_name, names[1:])):
        return None
    opened = _OPENED.match(names[0])
    if opened:
        return opened.group()
    words = cut(names[0])
    light = phrase_words().light
    verbs = [word for word in words[:-1] if tag(word) in ("v", "vn") and word not in light]
    return verbs[-1] if verbs and len(verbs[-1]) > 1 else ""
