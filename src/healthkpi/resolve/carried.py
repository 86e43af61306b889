"""What a phrase leaves out because the sentence has said it: whose beds, which class of disease."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from healthkpi.models import Claim
from healthkpi.resolve.breakdowns import TOTAL
from healthkpi.resolve.matching import NO_MATCH, Match
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.wording import normal_form

_BORDERS = {"sentence": re.compile(r"[;；。]"), "clause": re.compile(r"[,，;；。]")}
_DIGITS = re.compile(r"\d[\d.,]*|[一二三四五六七八九十百千万两]+")


class _Rule(NamedTuple):
    key: str
    entries: frozenset[str]  # empty: every count
    words: re.Pattern[str]  # values and wholes, longest first
    wholes: frozenset[str]
    after: re.Pattern[str] | None  # behind the word: the number is of the whole after all
    last: bool  # whether the last word counts, not the first
    skip_org: bool  # an organisation's own number is the whole of it
    within: str  # clause: only the number's own; sentence: those before it too


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_read_rule(rule) for rule in read_yaml("matching.yaml")["carried"])


def _read_rule(rule: dict[str, Any]) -> _Rule:
    wholes = frozenset(map(normal_form, rule["wholes"]))
    words = {*wholes, *map(normal_form, rule["values"])}
    longest_first = sorted(words, key=len, reverse=True)
    after = re.compile("|".join(rule["after"])) if rule["after"] else None
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    entries = frozenset(rule["entries"])
    last = rule.get("pick") == "last"
    own = bool(rule.get("skip_org"))
    return _Rule(rule["key"], entries, pattern, wholes, after, last, own, rule["within"])


def with_carried_part(match: Match, claim: Claim) -> Match:
    """``match``, with the parts its sentence carries on to it; none where it says otherwise."""
    if match.indicator is None:
        return match
    if claim.measure == "count" and _is_per_head(claim):
        return NO_MATCH
    match = _with_spoiler(match, claim)
    for rule in _rules():
        if _concerns(rule, match, claim) and f"{rule.key}=" not in match.breakdown:
            value = _find_value(rule, claim)
            if value is not None:
                part = f"{rule.key}={value}"
                parts = [] if match.breakdown == TOTAL else match.breakdown.split(";")
                match = match._replace(breakdown=";".join(sorted([*parts, part])))
    return match


def _concerns(rule: _Rule, match: Match, claim: Claim) -> bool:
    if rule.entries:
        own = rule.skip_org and claim.scope_type == "org"
        return match.indicator in rule.entries and not own
    return claim.measure == "count"


def _is_per_head(claim: Claim) -> bool:
    """Whether the number is so many for each of something, which the phrase does not say."""
    clause = _BORDERS["clause"].split(_before(claim))[-1]
    return _per_head().search(clause) is not None and "每" not in claim.indicator_text


@cache
def _per_head() -> re.Pattern[str]:
    return re.compile(f"(?:{read_yaml('matching.yaml')['per_head']})[^,，]{{0,8}}$")


def _with_spoiler(match: Match, claim: Claim) -> Match:
    """``match``, or the entry that a word before the number puts in its place."""
    for rule in read_yaml("matching.yaml")["spoiled"]:
        if match.indicator not in rule["entries"]:
            continue
        text = _BORDERS["sentence"].split(_before(claim))[-1]
        spoiled = max(text.rfind(word) for word in rule["by"])
        if spoiled > max(text.rfind(word) for word in rule["unless"]):
            return match._replace(indicator=rule["instead"])
    return match


def _find_value(rule: _Rule, claim: Claim) -> str | None:
    """What the clauses before the number are about, the nearest first; None for the whole."""
    if not rule.last and rule.words.search(normal_form(claim.indicator_text)):
        return None  # the phrase says it
    segments = _BORDERS[rule.within].split(_before(claim))
    for segment in reversed(segments[-1:] if rule.within == "clause" else segments):
        text = normal_form(segment)
        mentions = list(rule.words.finditer(text))
        if mentions:
            found = mentions[-1 if rule.last else 0]
            if found[0] in rule.wholes or (rule.after and rule.after.search(text, found.end())):
                return None
            return found[0]
    return None


def _before(claim: Claim) -> str:
    """The sentence up to the number."""
    digits = _DIGITS.search(claim.quote)
    at = claim.sentence.find(claim.quote)
    if at < 0 and digits:
        at = claim.sentence.find(digits[0])
    return claim.sentence[: max(at, 0)]
