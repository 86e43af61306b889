"""From what a claim says to what it is about: indicator, breakdown, scope, code and city."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from healthkpi.models import Claim, Document, Issue, ScopeType
from healthkpi.resolve.breakdowns import TOTAL
from healthkpi.resolve.carried import with_carried_part
from healthkpi.resolve.coordination import match_each
from healthkpi.resolve.matching import (
    Match,
    Matcher,
    health_density,
    open_matcher,
    speaks_of_health,
)
from healthkpi.resolve.organisations import stable_name
from healthkpi.vocabulary.catalogue import Catalogue
from healthkpi.vocabulary.places import Place, mend_place, place_of, resolve_place

_HEALTH_DENSITY = 12  # health words in 1,000 characters: bulletins have over 40, others at most 5


_YEAR = re.compile(r"[由从自](?:19|20)\d\d年[底末]?的?$")  # …床位数从2020年: where a pair begins
_BRACKET = re.compile(r"\([^()\d]{1,4}\)")


class _Scope(NamedTuple):
    name: str | None
    kind: ScopeType | None
    code: str | None
    city: str | None
    city_code: str | None
    rule: str = ""


def resolve_claims(
    claims: Sequence[Claim], document: Document, catalogue: Catalogue | None = None
) -> tuple[Claim, ...]:
    """The claims with indicator, breakdown, scope, scope_code, city and city_code filled in.

    An indicator is a catalogue id, null, or several ids joined by ``|`` where one number is said of
    several things. Raises VocabularyError where a user's catalogue entry is broken.
    """
    matcher = open_matcher(catalogue)
    health = is_about_health(document)
    return tuple(_resolve(claim, document, matcher, health) for claim in claims)


def check_candidates(
    claims: Sequence[Claim], document: Document, catalogue: Catalogue | None = None
) -> list[Issue]:
    """An info issue for each claim whose phrase two indicators have an equal right to."""
    matcher = open_matcher(catalogue)
    health = is_about_health(document)
    issues = []
    for claim in claims:
        if claim.indicator is not None:
            continue
        match = find_match(claim, document, matcher, health)
        if match.indicator is None and len(match.candidates) > 1:
            names = " or ".join(match.candidates)
            message = f"ambiguous indicator: {claim.indicator_text} ({claim.quote}) may be {names}"
            issues.append(
                Issue(
                    doc_id=claim.doc_id,
                    claim_id=claim.claim_id,
                    code="ambiguous_indicator",
                    severity="info",
                    message=message,
                    source_start=claim.source_start,
                    source_end=claim.source_end,
                )
            )
    return issues


def _resolve(claim: Claim, document: Document, matcher: Matcher, health: bool) -> Claim:
    match = find_match(claim, document, matcher, health)
    scope = resolve_scope(claim, document)
    return replace(
        claim,
        indicator=match.indicator,
        breakdown=match.breakdown if match.indicator else TOTAL,
        scope=scope.name,
        scope_type=scope.kind,
        scope_code=scope.code,
        city=scope.city,
        city_code=scope.city_code,
        rule=f"{claim.rule}+{scope.rule}" if scope.rule else claim.rule,
    )


def find_match(claim: Claim, document: Document, matcher: Matcher, health: bool) -> Match:
    """The catalogue entry or entries that the claim's phrase means."""
    phrase = _without_names(claim.indicator_text, (claim.scope, document.city, document.org))
    if "completed" in claim.rule.split("+"):
        phrase = _without_kind(phrase, claim.scope or "")
    phrase = _without_home(_YEAR.sub("", phrase), document.city)
    bracket = _BRACKET.match(claim.sentence, claim.sentence.find(f"{phrase}(") + len(phrase))
    if bracket and f"{phrase}(" in claim.sentence:  # 社区卫生服务中心(站) is more than the centres
        phrase += bracket[0]
    return with_carried_part(match_each(matcher, phrase, claim, health), claim)


def _without_names(phrase: str, names: Sequence[str | None]) -> str:
    for name in sorted({name for name in names if name}, key=len, reverse=True):
        phrase = phrase.replace(name, "")
    return phrase


def _without_kind(phrase: str, scope: str) -> str:
    """卫生院门诊量 of 大同镇卫生院 is its 门诊量: without what the scope's name ends in."""
    for size in range(len(phrase) - 2, 1, -1):
        if scope.endswith(phrase[:size]):
            return phrase[size:]
    return phrase


def _without_home(phrase: str, city: str | None) -> str:
    """健康长治促进行动 of 长治市 is 健康促进行动: places name the programme after themselves."""
    return phrase.replace(f"健康{city[:-1]}", "健康") if city and len(city) > 2 else phrase


def resolve_scope(claim: Claim, document: Document) -> _Scope:
    """The stable name, the code and the city of the place or organisation a claim is about."""
    if claim.scope is None or claim.scope_type is None:
        return _Scope(claim.scope, claim.scope_type, None, document.city, document.city_code)
    if claim.scope_type in ("org", "township"):
        return _resolve_body(claim.scope, claim.scope_type, document)
    year = claim.year or document.year
    place, rule = _resolve_place(claim.scope, claim.scope_type, year, document.city_code)
    if place is None:
        return _Scope(claim.scope, claim.scope_type, None, document.city, document.city_code)
    return _Scope(place.name, claim.scope_type, place.code, place.city, place.city_code, rule)


def _resolve_body(name: str, kind: ScopeType, document: Document) -> _Scope:
    """A hospital or a township: filed under the city in its name, else under the document's."""
    name = stable_name(name, document) if kind == "org" else name
    home = _home(name, document.city_code)
    if home is None:
        return _Scope(name, kind, None, document.city, document.city_code)
    return _Scope(name, kind, None, home.city, home.city_code)


@lru_cache(4096)
def _home(name: str, city_code: str | None) -> Place | None:
    """The city or county an organisation's name begins with."""
    for end in range(min(len(name), 12), 1, -1):
        if name[end - 1] in "市县区旗州盟" and len(name) > end + 1:
            place = resolve_place(name[:end], city_code=city_code)
            if place is not None and place.level in ("city", "county"):
                return place
    return None


@lru_cache(4096)
def _resolve_place(
    name: str, kind: str, year: int | None, city_code: str | None
) -> tuple[Place | None, str]:
    """The division of that name; one misread in one character is mended, and the rule says so."""
    if kind == "nation":
        return place_of("100000"), ""
    place = resolve_place(name, year=year, city_code=city_code)
    if place is None and kind == "county" and city_code:
        place = mend_place(name, city_code)
        return place, "mended_county" if place else ""
    return place, ""


def is_about_health(document: Document) -> bool:
    """Whether a document is a health bulletin, so that everyday words in it are about health.

    Its title, publisher or organisation say so, or its text does by the share of health words.
    """
    heads = (document.title, document.publisher, document.org)
    if any(head and speaks_of_health(head) for head in heads):
        return True
    return health_density(document.text) >= _HEALTH_DENSITY
