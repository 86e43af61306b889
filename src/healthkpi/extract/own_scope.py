"""Whose numbers a document tells unless it says otherwise: its organisation, county or city."""

from __future__ import annotations

from healthkpi.extract.subjects import Scope, kind_of
from healthkpi.models import Document
from healthkpi.vocabulary.places import Place, find_places, place_of


def own_place(document: Document) -> Place | None:
    """The place a document is about: a county of its city that the title names, else the city."""
    city = place_of(document.city_code) if document.city_code else None
    if city is None or not document.title:
        return city
    found = find_places(document.title, city_code=document.city_code)
    named = [m.place for m in found if document.title[: m.end].endswith(m.place.name)]
    counties = {p for p in named if p.level == "county" and p.city_code == city.city_code}
    return counties.pop() if len(counties) == 1 else city


def default_scope(document: Document) -> Scope | None:
    """What a document's numbers are about unless it says otherwise."""
    if document.org:
        return Scope(document.org, "org")
    place = own_place(document)
    if place and place.level == "county":
        return Scope(place.name, "county")
    if not document.city:
        return None
    return Scope(document.city, kind_of(place) if place else "city")


def place_of_headline(headline: str, city_code: str | None) -> Scope | None:
    """The county that a story's headline begins with: 霍邱:免费体检进村."""
    lead, colon, _ = headline.partition(":")
    found = find_places(lead, city_code=city_code) if colon and len(lead) <= 6 else []
    if not found or found[0].end - found[0].start != len(lead):
        return None
    return Scope(found[0].place.name, kind_of(found[0].place))
