"""Whether a claim's period makes it an annual value, and as of which day it speaks."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from healthkpi.models import Claim
from healthkpi.vocabulary.catalogue import Entry

Periods = Literal["year", "all"]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ADDED = "flow="  # a breakdown by flow (新增, 累计) is one, whatever the whole is


def is_flow(claim: Claim, entry: Entry) -> bool:
    """Whether the claim tells what happened in a period (visits), not how things stand (beds).

    A ratio named for a day is a state; one of a quarter or a half-year is of that time only.
    """
    if entry.nature == "flow" or claim.breakdown.startswith(_ADDED):
        return True
    if entry.nature == "stock":
        return False
    return claim.status != "target" and not _DAY.fullmatch(claim.period or "")


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
