"""Checks of one claim by itself: its range, its unit, its percentage, its indicator."""

from __future__ import annotations

from decimal import Decimal

from healthkpi.models import Claim, Issue
from healthkpi.resolve.conversion import find_factor, spell_unit
from healthkpi.resolve.offers import find_year
from healthkpi.resolve.periods import covers_year, is_flow
from healthkpi.validate.facts import Facts, make_issue, plain, words
from healthkpi.vocabulary.catalogue import Entry
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.wording import normal_form

_WHOLES = {"%": Decimal(100), "‰": Decimal(1000)}
_RATES = frozenset({"%", "‰", "每千人", "每万人", "每10万"})
_SMALL = ("org", "county", "township")  # may be far below what is plausible for a city
_LARGE = ("province", "nation")  # their counts and sums are far above it


def check_range(facts: Facts) -> list[Issue]:
    """``implausible``: a value outside the range the catalogue gives for a city and a year.

    A part, an organisation or a part of a year may be below it; a province's counts are not held
    against it, its rates are.
    """
    issues = []
    for claim in facts.claims:
        for entry in facts.entries(claim):
            limits = _limits(claim, entry, facts)
            value = _value(claim, entry)
            if limits is None or value is None or _is_over_whole(claim, facts):
                continue
            low, high = limits
            if (low is not None and value < low) or (high is not None and value > high):
                ends = " to ".join(plain(Decimal(str(end))) for end in entry.range or ())
                message = (
                    f"{entry.name_zh} of {plain(value)}{entry.unit} is outside the plausible "
                    f"{ends} for a city and year"
                )
                issues.append(make_issue(claim, "implausible", "warning", message))
    return issues


def _value(claim: Claim, entry: Entry) -> Decimal | None:
    factor = find_factor(claim, entry)
    return None if claim.value is None or factor is None else claim.value * factor


def _limits(
    claim: Claim, entry: Entry, facts: Facts
) -> tuple[Decimal | None, Decimal | None] | None:
    """The least and the most that is plausible for this claim; None where nothing can be said."""
    if claim.measure == "change" or entry.range is None:
        return None
    if claim.scope_type in _LARGE and entry.measure in ("count", "amount"):
        return None
    low: Decimal | None = Decimal(str(entry.range[0]))
    high: Decimal | None = Decimal(str(entry.range[1]))
    year = find_year(claim, facts.documents.get(claim.doc_id))
    part = year is not None and not covers_year(claim, year) and is_flow(claim, entry)
    if part or claim.breakdown != "total" or claim.scope_type in _SMALL:
        low = None
    if claim.comparator in ("ge", "gt"):
        low = None
    if claim.comparator in ("le", "lt") or (part and ".." in (claim.period or "")):
        high = None
    return low, high


def check_units(facts: Facts) -> list[Issue]:
    """``unit_mismatch``: a unit in which the indicator, matched or named, is not measured."""
    names = _rate_names(facts)
    issues = []
    for claim in facts.claims:
        if claim.measure in ("change", "rank"):
            continue
        named = [entry for entry in facts.entries(claim) if find_factor(claim, entry) is None]
        if claim.indicator is None and spell_unit(claim.unit) in _RATES:
            entries = names.get(_bare(claim.indicator_text), [])
            fits = any(find_factor(claim, entry) is not None for entry in entries)
            named = [] if fits else entries
        if named:
            message = (
                f"{named[0].name_zh} is measured in {named[0].unit}, and here it is {claim.quote}"
            )
            issues.append(make_issue(claim, "unit_mismatch", "warning", message))
    return issues


def _rate_names(facts: Facts) -> dict[str, list[Entry]]:
    """The entries measured per something by each of their names."""
    names: dict[str, list[Entry]] = {}
    for entry in facts.catalogue:
        if spell_unit(entry.unit) in _RATES:
            for name in entry.names:
                names.setdefault(normal_form(name), []).append(entry)
    return names


def _bare(phrase: str) -> str:
    """The phrase without the place in front of it: 全市孕产妇死亡率 is 孕产妇死亡率."""
    text = normal_form(phrase)
    for word in read_yaml("matching.yaml")["neutral"][0]:
        if text.startswith(word) and len(text) > len(word):
            return text[len(word) :]
    return text


def check_percent(facts: Facts) -> list[Issue]:
    """``over_100``: a share above 100% (or 1000‰) of something that cannot be more than whole."""
    return [
        make_issue(claim, "over_100", "error", f"{claim.quote} is more than the whole")
        for claim in facts.claims
        if _is_over_whole(claim, facts)
    ]


def _is_over_whole(claim: Claim, facts: Facts) -> bool:
    whole = _WHOLES.get(spell_unit(claim.unit))
    value = claim.value if claim.value is not None else claim.value_high
    if whole is None or value is None or claim.measure != "rate" or value <= whole:
        return False
    if not any(mark in claim.quote for mark in words("share_marks")):
        return False  # its unit was taken from a number beside it
    if any(word in claim.indicator_text for word in words("over_100")):
        return False
    return all(entry.range is None or entry.range[1] <= whole for entry in facts.entries(claim))
