"""Under which city a claim is filed, and whether it may stand as that city's own figure."""

from __future__ import annotations

from typing import NamedTuple

from healthkpi.models import Claim, Document, ScopeType
from healthkpi.vocabulary.places import place_of


class Filing(NamedTuple):
    """Where a claim stands in the panel: all four are key columns or follow from them."""

    city_code: str
    city: str
    scope: str
    scope_type: ScopeType


def resolve_filing(claim: Claim, document: Document | None) -> Filing | None:
    """Where the claim is filed; None where nothing says which place it speaks of.

    A place is filed by its own code: a city under itself, a county under its prefecture or
    municipality, a province or the nation under itself. An organisation or township has no code
    of its own and is filed under the city of its document. So no claim about a hospital or a
    county can come to stand in a city's row, whatever the bulletin is filed under.
    """
    if claim.scope is None or claim.scope_type is None:
        return None
    if claim.scope_type in ("org", "township"):
        return _file_under_document(claim, document, claim.scope_type)
    code = claim.scope_code or (claim.city_code if claim.scope == claim.city else None)
    place = place_of(code) if code else None
    if place is None:
        return None
    # Municipalities, and county-level cities directly under a province, are cities: place_of
    # gives them that level, and a province or the nation as its own city.
    return Filing(place.city_code, place.city, place.name, place.level)


def _file_under_document(
    claim: Claim, document: Document | None, scope_type: ScopeType
) -> Filing | None:
    code = claim.city_code or (document.city_code if document else None)
    city = claim.city or (document.city if document else None)
    if code is None or city is None or claim.scope is None:
        return None
    if claim.scope == city:
        return None  # called no more than its city: in the panel's key the two would be one
    return Filing(code, city, claim.scope, scope_type)
