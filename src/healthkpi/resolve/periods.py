"""Whether a claim's period makes it an annual value, and as of which day it speaks."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

from healthkpi.models import Claim
from healthkpi.vocabulary.catalogue import Entry
from healthkpi.vocabulary.load import read_yaml

Periods = Literal["year", "all"]


def is_flow(claim: Claim, entry: Entry) -> bool:
    """Whether the claim tells what happened in a period (visits), not how things stand (beds)."""
    parts = read_yaml("flows.yaml")["breakdowns"]
    if any(part in claim.breakdown for part in parts):
        return True
    return is_flow_name(entry.name_zh, entry.measure, entry.unit)


@cache
def is_flow_name(name: str, measure: str, unit: str) -> bool:
    """Whether an indicator of that name (Chinese) is a flow, by the words of flows.yaml."""
    words = read_yaml("flows.yaml")
    steps: tuple[tuple[bool, bool], ...] = (
        (_holds(name, words["states"]), False),
        (_holds(name, words["flows"]) or unit in words["units"], True),
        (_holds(name, words["things"]), False),
        (unit in words["more_units"] or measure in words["measures"], True),
    )
    for fits, answer in steps:
        if fits:
            return answer
    return _holds(name, words["words"])


def _holds(name: str, words: list[str]) -> bool:
    return any(word in name for word in words)


def as_of(claim: Claim, year: int) -> str:
    """The day a state is named for, ISO 8601; the last of the year where the claim names none."""
    last = f"{year}-12-31"
    return min(claim.period_end or last, last)


def covers_year(claim: Claim, year: int) -> bool:
    """Whether the claim's period is just the year: neither a part of it nor several years."""
    if claim.period is None or claim.period == str(year):
        return True
    whole = (date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat())
    return (claim.period_start, claim.period_end) == whole


def fits_panel(claim: Claim, entry: Entry, year: int, periods: Periods) -> bool:
    """Whether a claim may stand for its year: a state always, a flow only when it is the year's."""
    return periods == "all" or covers_year(claim, year) or not is_flow(claim, entry)
