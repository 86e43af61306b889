"""Of whom a text's figures are told, clause by clause: an organisation, itself, its area.

A clause that begins with 全院 or 该院 tells of the organisation itself, one that begins with 全市
or with a place, of the area; one that begins with a name, of who bears it. Figures of clauses
without such a beginning stay with the subject of the sentence, if it has one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

from healthkpi.ingest.dates import count_figures
from healthkpi.ingest.org_mentions import OrgMention
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places import find_places

_SENTENCE = re.compile(r"[^。!！?？\n]+")
_CLAUSE = re.compile(r"[^,，:：;；“”\"]+")
AREA, SELF, HELPER, _PLACE = "全市", "我院", "其他", "某地"  # subjects beside names
_MOST, _MORE = 2.0, 0.25  # what one sentence counts for at most, and each figure after its first


class Told(NamedTuple):
    """How much is told of each subject, of places, and how often 集团, 中心 … stands for it."""

    figures: dict[str, float]
    places: float
    own_words: Counter[str]


class _Patterns(NamedTuple):
    lead_in: re.Pattern[str]
    own: re.Pattern[str]
    helper: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = {key: "|".join(told) for key, told in read_yaml("org_evidence.yaml").items()}
    return _Patterns(
        re.compile(rf"(?:{words['lead_ins']})*"),
        re.compile(rf"(?P<area>{words['area_words']})|(?P<self>{words['self_subjects']})"),
        re.compile(words["helper_behind"]),
    )


def told_of(text: str, mentions: list[OrgMention]) -> Told:
    """The figures of ``text`` by their subjects."""
    named = {mention.start: mention for mention in mentions}
    inside = {at for mention in mentions for at in range(mention.start, mention.end)}
    places = {place.start for place in find_places(text) if place.end - 1 not in inside}
    weights: dict[str, float] = defaultdict(float)
    own_words: Counter[str] = Counter()
    for sentence in _SENTENCE.finditer(text):
        subject: str | None = None
        counts: Counter[str] = Counter()
        for clause in _CLAUSE.finditer(text, sentence.start(), sentence.end()):
            lead = _patterns().lead_in.match(text, clause.start(), clause.end())
            at = lead.end() if lead else clause.start()
            told = _subject(text, at, named)
            subject = told or (_PLACE if at in places else subject)
            if told == SELF:
                own_words[_own_word(text, at)] += 1
            counts[subject or ""] += count_figures(clause.group())
        for name, count in counts.items():
            weights[name] += min(_MOST, 1 + _MORE * (count - 1)) if name and count else 0
    return Told(weights, weights.pop(_PLACE, 0.0), own_words)


def _own_word(text: str, at: int) -> str:
    """The last character of what a text calls itself by: 院, 团, 心, 站, 体."""
    own = _patterns().own.match(text, at)
    return own.group()[-1] if own else ""


def _subject(text: str, at: int, named: dict[int, OrgMention]) -> str | None:
    own = _patterns().own.match(text, at)
    if own:
        return AREA if own["area"] else SELF
    mention = named.get(at)
    if mention is None:
        return None
    return HELPER if _patterns().helper.match(text, mention.end) else mention.name
