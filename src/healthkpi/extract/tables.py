"""Table cells to claims: the row's indicator, the column's year and status, the table's unit.

A cell is read only where row and column say what it is; one that cannot be placed gives nothing
here and stays unresolved in the ledger.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from healthkpi.extract.numbers import find_numbers
from healthkpi.models import Block, Document, Number, Status
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.places import resolve_place

_YEAR = re.compile(r"(?<!\d)((?:19[5-9]|20[0-4])\d)\s*年?(?:底|末|度)?")
_SPAN = re.compile(r"(?:19|20)\d\d\s*年?\s*[-—－–~～至到]+\s*((?:19|20)\d\d)")
_NUMBERING = re.compile(
    r"^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]\s*|其中\s*[:：]?\s*|[#*＊△▲●○※]\s*)+"
)
_DENSITY = re.compile(r"每(千|万|十万|10万)(?:名|常住|户籍)*(?:人口|人|居民|儿童|老年人)")
_TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![城乡村各])(?:镇|乡|街道)")
_MAX_PHRASE = 60
_PATH = " > "


class CellClaim(NamedTuple):
    """What a table cell claims. ``number`` counts in the working text and has the unit applied.

    ``scope`` is the place a row or column is about, "" for the document's own; ``direction`` is
    set where the column is one of changes, and ``basis`` where it compares with the year before.
    """

    number: Number
    indicator_text: str
    year: int | None
    status: Status
    unit: str
    block: Block
    scope: str = ""
    direction: str | None = None
    basis: str | None = None


class _Header(NamedTuple):
    """What the headers over a cell say, sorted by kind."""

    names: tuple[str, ...]
    year: int | None
    nature: bool
    words: str  # all of them, to look for words of status and change


def read_table_claims(document: Document) -> list[CellClaim]:
    """The claims of all table cells of ``document``, in reading order."""
    cells = [block for block in document.blocks if block.kind == "cell"]
    first_years = _first_years(cells)
    headless = Counter((block.caption, block.row) for block in cells if not block.column)
    return [
        claim
        for block in cells
        # Several values of a row without column headers: nobody can say which is which.
        if block.column or headless[block.caption, block.row] == 1
        for claim in _read_cell(document, block, first_years.get((block.caption, block.row)))
    ]


def _first_years(cells: Sequence[Block]) -> dict[tuple[str, str], int]:
    """The earliest year of each row with values of several years: what its targets start from."""
    years: dict[tuple[str, str], set[int]] = {}
    for block in cells:
        year = _header(block).year
        if year:
            years.setdefault((block.caption, block.row), set()).add(year)
    return {row: min(found) for row, found in years.items() if len(found) > 1}


def _read_cell(document: Document, block: Block, first_year: int | None) -> Iterator[CellClaim]:
    number = _read_number(document.text[block.start : block.end], block)
    header = _header(block)
    indicator, scope = _indicator(block, header)
    if number is None or not indicator:
        return
    number = number._replace(unit=_per_head(indicator, number.unit))
    change = any(word in header.words for word in _words("change"))
    yield CellClaim(
        number=number,
        indicator_text=indicator[:_MAX_PHRASE],
        year=header.year,
        status=_status(document, block, header, first_year),
        unit=number.unit,
        block=block,
        scope=scope,
        direction=_direction(header.words, number) if change else None,
        basis="yoy" if any(word in header.words for word in _words("year_on_year")) else None,
    )


@cache
def _tables() -> Any:
    return read_yaml("tables.yaml")


def _words(kind: str) -> list[str]:
    return list(_tables()[kind])


def _read_number(cell: str, block: Block) -> Number | None:
    """The one number of a cell with the table's unit, its span in the working text."""
    found = find_numbers(cell)
    if len(found) != 1:
        return None
    number = found[0]
    if not number.unit and block.unit:
        number = _with_unit(cell, number, block.unit)
    return number._replace(start=block.start + found[0].start, end=block.start + found[0].end)


def _with_unit(cell: str, number: Number, unit: str) -> Number:
    """``number`` read again with ``unit`` behind its digits, so that 万人次 counts in full."""
    surface = cell[number.start : number.end]
    digits = [at for at, char in enumerate(surface) if char.isdigit() or char in "万亿"]
    form = str(_tables()["unit_forms"].get(unit, unit))
    if surface[digits[-1]] in "万亿" if digits else False:
        form = form.lstrip("万亿")
    at = digits[-1] + 1 if digits else len(surface)
    again = find_numbers(surface[:at] + form + surface[at:])
    if len(again) == 1 and again[0].unit:
        return again[0]
    return number._replace(unit=unit)


def _per_head(indicator: str, unit: str) -> str:
    """The unit of a density: 每千人口床位数 in 张 is measured 每千人, as in running text."""
    match = _DENSITY.search(indicator)
    if not match or unit not in ("", *_words("heads")):
        return unit
    return {"千": "每千人", "万": "每万人"}.get(match[1], "每10万")


def _header(block: Block) -> _Header:
    parts = [part for part in block.column.split(_PATH) if part]
    labels = [part for part in block.row.split(_PATH) if part]
    natures = set(_words("nature_values"))
    own = [year for part in (*parts, *labels) for year in _years(part)]
    told = set(_years(block.caption))
    year = own[0] if own else (told.pop() if len(told) == 1 else None)
    named = (_name_part(part) for part in parts if part not in natures)
    names = tuple(name for name in named if name)
    words = [part for part in parts if part not in natures]
    return _Header(names, year, len(words) < len(parts), " ".join(words))


def _years(header: str) -> list[int]:
    """The years of a header; 2021—2025年 is its last."""
    return [int(match[1]) for match in _YEAR.finditer(_SPAN.sub(r"\1", header))]


def _name_part(part: str) -> str:
    """What a header says of the thing measured: its words without year, status and filler."""
    rest = _YEAR.sub("", part)
    for kind in ("target", "baseline", "actual", "change"):
        for word in sorted(_words(kind), key=len, reverse=True):
            rest = rest.replace(word, "")
    rest = rest.strip(" ()（）[]:：、,，-—+±")
    return "" if len(rest) < 2 or rest in _words("empty") else part


def _indicator(block: Block, header: _Header) -> tuple[str, str]:
    """The phrase for what a cell measures, and the place its row or column names."""
    labels = [_NUMBERING.sub("", part) for part in block.row.split(_PATH)]
    labels = [part for part in labels if part and not _YEAR.fullmatch(part)]
    places = [part for part in (*labels, *header.names) if _is_place(part)]
    labels = [part for part in labels if part not in places and part not in _words("total")]
    names = [name for name in header.names if name not in places and name not in _words("total")]
    return _own_phrase(labels) + "".join(names), places[-1] if places else ""


def _own_phrase(labels: Sequence[str]) -> str:
    """The last label; a word too short to stand alone takes the one above in front."""
    if not labels:
        return ""
    own = labels[-1]
    partial = len(own) < 4 or own.startswith(tuple(_words("part")))
    return labels[-2] + own if partial and len(labels) > 1 else own


@cache
def _is_place(name: str) -> bool:
    known = resolve_place(name) is not None or _TOWNSHIP.fullmatch(name) is not None
    return known and name not in _words("total")


def _status(document: Document, block: Block, header: _Header, first_year: int | None) -> Status:
    """By the column's own words; else the later years of a table of targets are targets."""
    for status, kind in (("actual", "actual"), ("baseline", "baseline"), ("target", "target")):
        if any(word in header.words for word in _words(kind)):
            return status  # type: ignore[return-value]  # the three literals above
    if header.year and document.year and header.year > document.year:
        return "target"
    of_targets = header.nature or (
        any(word in block.caption for word in _words("target"))
        and not any(word in block.caption for word in _words("actual"))
    )
    return "target" if of_targets and header.year != first_year else "actual"


def _direction(words: str, number: Number) -> str:
    negative = number.value is not None and number.value < 0
    down = any(word in words for word in _words("down"))
    return "down" if negative != down else "up"
