"""Phrases made whole at the end: a scheme's short terms, and whom a difference is told against."""

from __future__ import annotations

import re
from functools import cache

from healthkpi.extract.draft import Draft
from healthkpi.vocabulary.load import read_yaml

_AGAINST = re.compile(
    r"(?:(?P<verb>高于|低于|高出|优于|多于|少于|超出)(?P<area>全[国省市州县区盟旗院]|自治区|[\u4e00-\u9fff]{2,3}[省市州县区])"
    r"|比(?P<than>全[国省市州县区盟旗院]|自治区|[\u4e00-\u9fff]{2,3}[省市州县区]))"
    r"(?P<level>平均水平|平均)?(?P<way>(?:高|低|多|少)(?:出|了)?)?(?:近|约)?$"
)
_LONG = 8  # characters of a phrase behind which 平均水平 may go whole


@cache
def _whole_terms() -> dict[str, str]:
    terms: dict[str, str] = read_yaml("phrases.yaml")["whole_terms"]
    return terms


def whole_term(phrase: str) -> str:
    """``phrase``, or the whole of it where it is a scheme's short term: 参合率 → 新农合参合率."""
    return _whole_terms().get(phrase, phrase)


def with_comparison(draft: Draft) -> str:
    """The phrase of a difference with what it is told against: 参合率高出全省平均水平."""
    told = _AGAINST.search(draft.left) if draft.measure == "change" else None
    if told is None or not draft.phrase or draft.phrase.endswith(told.group()):
        return draft.phrase
    area = told["area"] or told["than"]
    verb = told["verb"] or ("低于" if (told["way"] or "高")[0] in "低少" else "高于")
    level = told["level"] or ""
    return draft.phrase + verb + area + (level if len(draft.phrase) >= _LONG else "")
