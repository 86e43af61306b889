"""One name for one organisation: 市人民医院 in a bulletin of 长治 is 长治市人民医院."""

from __future__ import annotations

from functools import cache

from healthkpi.models import Document
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places import Place, find_places, place_of


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(read_yaml("matching.yaml")["organisations"][kind])


def stable_name(name: str, document: Document) -> str:
    """``name`` with the city, county or province it leaves out, as far as the document says which.

    我院 and its like are the document's own organisation. A name whose place is not known stays as
    it is.
    """
    name = name.strip().translate({ord("（"): "(", ord("）"): ")"})
    if name in _words("own"):
        return document.org or name
    for short, place in _own_places(document).items():
        if name.startswith(short) and _is_open(name, short):
            return place + name[len(short) :]
    return _without_province(name)


def _own_places(document: Document) -> dict[str, str]:
    """What 市, 我市, 县, 省 … in front of a name stand for in this document."""
    own = place_of(document.city_code) if document.city_code else None
    if own is None:
        return {}
    county = _own_county(document)
    meant: dict[str, str] = {}
    if own.level == "city":
        meant = {"我市": own.name, "本市": own.name, "市": own.name}
    if county is not None:
        kind = county.name[-1]
        meant |= {f"我{kind}": county.name, f"本{kind}": county.name, kind: county.name}
    if own.province and own.province != own.name:
        meant |= {"我省": own.province, "省": own.province}
    return meant


def _own_county(document: Document) -> Place | None:
    """The county whose bulletin it is, where its title or publisher names one."""
    for text in (document.title, document.publisher):
        for mention in find_places(text or "", city_code=document.city_code):
            if mention.place.level == "county":
                return mention.place
    return None


def _is_open(name: str, short: str) -> bool:
    """Whether ``short`` stands for a place in ``name``: not in 市级…, 市直…, 省属…, 区域…."""
    rest = name[len(short) :]
    return len(rest) > 2 and not rest.startswith(_words("not_after_place"))


def _without_province(name: str) -> str:
    """山西省长治市人民医院 is 长治市人民医院."""
    mentions = find_places(name[:16])
    if not mentions or mentions[0].start != 0:
        return name
    place = mentions[0].place
    if place.level in ("city", "county") and place.province and name.startswith(place.province):
        return name[len(place.province) :]
    return name
