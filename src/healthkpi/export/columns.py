"""The columns of every table, derived from the nouns in models.py, where each is described."""

from __future__ import annotations

import types
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from healthkpi.errors import UsageError
from healthkpi.models import Claim, Document, Indicator, Issue, Numeral, Repair
from healthkpi.resolve.targets import Standing

# Raised whenever a column is added, renamed, or changes its type or meaning.
SCHEMA_VERSION = "1.0"

Kind = Literal["string", "integer", "number", "boolean", "repairs"]


class Column(NamedTuple):
    """A column: its name, what it holds, whether it may be null, and what it means."""

    name: str
    kind: Kind
    nullable: bool
    doc: str
    values: tuple[str, ...] = ()  # all values there can be, where they are few


class Table(NamedTuple):
    """A table: its name, what one row is, its key and its columns."""

    name: str
    doc: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


_COUNTS = (
    Column("numerals", "integer", False, "number of its ledger rows"),
    Column("claims", "integer", False, "number of its claims"),
    Column("unresolved", "integer", False, "number of ledger rows nobody could explain"),
)
_NOUNS: dict[str, tuple[type, tuple[str, ...]]] = {
    "documents": (Document, ("doc_id",)),
    "numerals": (Numeral, ("doc_id", "source_start")),
    "claims": (Claim, ("claim_id",)),
    "indicators": (Indicator, ("city_code", "year", "indicator", "scope", "breakdown")),
    "issues": (Issue, ()),
    "targets": (
        Standing,
        ("city_code", "year", "indicator", "scope", "breakdown", "national_year"),
    ),
}
TABLE_NAMES = tuple(_NOUNS)
DEFAULT_TABLES = tuple(name for name in TABLE_NAMES if name != "targets")  # that one is asked for


@cache
def table(name: str) -> Table:
    """The table called ``name``.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in _NOUNS:
        raise UsageError(f"unknown table {name!r}. Try one of: {', '.join(TABLE_NAMES)}.")
    noun, key = _NOUNS[name]
    columns = _columns_of(noun)
    if noun is Document:
        at = [column.name for column in columns].index("characters") + 1
        rest = sorted(columns[at:], key=lambda c: _DOCUMENT_TAIL.index(c.name))
        columns = (*columns[:at], *_COUNTS, *rest)
    doc = " ".join((noun.__doc__ or "").split("\n\n")[0].split())
    return Table(name, doc, key, columns)


_DOCUMENT_TAIL = ("repairs", "ingested_with", "source_text")


def _columns_of(noun: type) -> tuple[Column, ...]:
    hints = get_type_hints(noun)
    return tuple(
        _column(field.name, hints[field.name], field.metadata["doc"])
        for field in fields(noun)
        if "doc" in field.metadata
    )


def _column(name: str, hint: Any, doc: str) -> Column:
    nullable = False
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
        nullable = True
    values = get_args(hint) if get_origin(hint) is Literal else ()
    kind: Kind = "string" if values else _KINDS[hint]
    return Column(name, kind, nullable, doc, values)


_KINDS: dict[Any, Kind] = {
    str: "string",
    int: "integer",
    float: "number",
    Decimal: "number",
    bool: "boolean",
    tuple[Repair, ...]: "repairs",
}
