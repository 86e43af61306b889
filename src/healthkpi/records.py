"""How the nouns are kept in SQLite: one column a field, decimals as text, offset maps packed."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_type_hints

from healthkpi.models import Block, CharBox, Document, Repair

Row = TypeVar("Row")

# Kept in columns of their own, so that the record stays small enough to look at.
_APART = ("doc_id", "source", "source_text", "text", "starts", "ends")


class SourceRecord(NamedTuple):
    """A file of the workspace: where it lies, the name it was given by, and what was read of it."""

    path: str
    name: str
    doc_id: str
    fingerprint: str


@cache
def _decimals(cls: type) -> tuple[bool, ...]:
    hints = get_type_hints(cls)
    return tuple(hints[f.name] == Decimal | None for f in fields(cls))


def _sql_type(hint: Any) -> str:
    if hint in (int, int | None, bool):
        return "INTEGER"
    return "REAL" if hint is float else "TEXT"


def create_statement(table: str, cls: type) -> str:
    """The statement that makes ``table`` with a column for every field of ``cls``."""
    hints = get_type_hints(cls)
    columns = ", ".join(f"{f.name} {_sql_type(hints[f.name])}" for f in fields(cls))
    index = f"CREATE INDEX {table}_of_document ON {table} (doc_id)"
    return f"CREATE TABLE {table} ({columns}); {index}"


def insert_statement(table: str, cls: type) -> str:
    """The statement that adds one row of ``cls`` to ``table``."""
    marks = ", ".join("?" for _ in fields(cls))
    return f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608  (the name is one of ours)


def pack_row(row: Any) -> tuple[Any, ...]:
    """The fields of ``row`` as SQLite keeps them."""
    values = (getattr(row, f.name) for f in fields(row))
    return tuple(str(value) if isinstance(value, Decimal) else value for value in values)


def unpack_row(cls: Callable[..., Row], values: Sequence[Any]) -> Row:
    """The ``cls`` object that :func:`pack_row` made ``values`` of."""
    pairs = zip(values, _decimals(cls), strict=True)
    return cls(*(Decimal(v) if decimal and v is not None else v for v, decimal in pairs))


def pack_document(document: Document) -> tuple[str, str, str, bytes | None, bytes | None]:
    """Record (JSON), source text, working text and the two halves of the offset map."""
    record = {key: value for key, value in asdict(document).items() if key not in _APART}
    head = {"doc_id": document.doc_id, "source": document.source}
    return (
        json.dumps(head | record, ensure_ascii=False),
        document.source_text,
        document.text,
        _pack_offsets(document.starts),
        _pack_offsets(document.ends),
    )


def unpack_document(
    record: str, source_text: str, text: str, starts: bytes | None, ends: bytes | None
) -> Document:
    """The document that :func:`pack_document` packed."""
    values = json.loads(record)
    values["repairs"] = tuple(Repair(**repair) for repair in values["repairs"])
    values["blocks"] = tuple(Block(**block) for block in values["blocks"])
    values["boxes"] = tuple(CharBox(**{**box, "box": tuple(box["box"])}) for box in values["boxes"])
    return Document(
        **values,
        source_text=source_text,
        text=text,
        starts=_unpack_offsets(starts),
        ends=_unpack_offsets(ends),
    )


def unpack_columns(record: str, source_text: str) -> Document:
    """The document without its working text, offsets, blocks and boxes."""
    values = json.loads(record) | {"blocks": (), "boxes": ()}
    values["repairs"] = tuple(Repair(**repair) for repair in values["repairs"])
    return Document(**values, source_text=source_text)


def _pack_offsets(offsets: tuple[int, ...] | None) -> bytes | None:
    return None if offsets is None else zlib.compress(array("q", offsets).tobytes(), 1)


def _unpack_offsets(packed: bytes | None) -> tuple[int, ...] | None:
    if packed is None:
        return None
    offsets = array("q")
    offsets.frombytes(zlib.decompress(packed))
    return tuple(offsets)
