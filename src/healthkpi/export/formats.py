"""Rows to bytes, one function a format; the same rows always give the same bytes.

Values are exact until here: a Decimal becomes a float64 in Parquet, and its plain digits elsewhere.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from healthkpi.errors import HealthkpiError, UsageError
from healthkpi.export.columns import SCHEMA_VERSION, Column, Table

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]

XLSX_ROWS, XLSX_CHARACTERS = 1_048_576, 32_767  # what one sheet and one cell of Excel can hold


class Writer(Protocol):
    """Writes the rows of a table to a path; ``version`` is healthkpi's."""

    def __call__(self, path: Path, table: Table, rows: Sequence[Row], version: str) -> None:
        """Write the file, and nothing beside it."""


def writer(format_name: str) -> Writer:
    """The function that writes ``format_name``.

    Raises:
        UsageError: there is no such format.
    """
    if format_name not in FORMATS:
        message = f"unknown format {format_name!r}. Try one of: {', '.join(FORMATS)}."
        raise UsageError(message)
    return FORMATS[format_name]


def write_parquet(path: Path, table: Table, rows: Sequence[Row], version: str) -> None:
    """Write a Parquet file with versions and column descriptions in its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    batch = to_arrow(table, rows, version)
    pq.write_table(pa.Table.from_batches([batch]), path, compression="zstd")


def to_arrow(table: Table, rows: Sequence[Row], version: str) -> pa.RecordBatch:
    """The rows as an Arrow batch of the schema of :func:`parquet_schema`."""
    import pyarrow as pa

    schema = parquet_schema(table, version)
    arrays = [
        pa.array([_for_arrow(column, row[column.name]) for row in rows], schema.field(i).type)
        for i, column in enumerate(table.columns)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def parquet_schema(table: Table, version: str) -> pa.Schema:
    """The Arrow schema of ``table``; healthkpi's ``version`` goes into the metadata."""
    import pyarrow as pa

    texts = {name: pa.string() for name in ("kind", "before", "after", "reason")}
    spans = {name: pa.int32() for name in ("source_start", "source_end")}
    repair = pa.struct([pa.field(name, kind) for name, kind in {**texts, **spans}.items()])
    kinds: dict[str, pa.DataType] = {
        "string": pa.string(),
        "integer": pa.int32(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "repairs": pa.list_(repair),
    }
    described: dict[bytes | str, bytes | str] = {
        "healthkpi_schema_version": SCHEMA_VERSION,
        "healthkpi_version": version,
        "healthkpi_table": table.name,
        "description": table.doc,
    }
    return pa.schema(
        [
            pa.field(c.name, kinds[c.kind], nullable=c.nullable, metadata={"description": c.doc})
            for c in table.columns
        ],
        metadata=described,
    )


def _for_arrow(column: Column, value: Any) -> Any:
    if column.kind == "repairs":
        return _plain(value)
    return float(value) if column.kind == "number" and value is not None else value


def write_csv(path: Path, table: Table, rows: Sequence[Row], version: str) -> None:  # noqa: ARG001
    """Write UTF-8 with a byte order mark, by which Excel knows it; null is an empty cell."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, lineterminator="\r\n")
        lines.writerow([column.name for column in table.columns])
        lines.writerows([_cell(row[column.name]) for column in table.columns] for row in rows)


def write_jsonl(path: Path, table: Table, rows: Sequence[Row], version: str) -> None:  # noqa: ARG001
    """Write one JSON object a line, UTF-8, null where nothing is known."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            values = {column.name: _plain(row[column.name]) for column in table.columns}
            file.write(json.dumps(values, ensure_ascii=False) + "\n")


def write_xlsx(path: Path, table: Table, rows: Sequence[Row], version: str) -> None:
    """Write one sheet; text longer than a cell holds is cut and ends with an ellipsis.

    Raises:
        HealthkpiError: there are more rows than a sheet holds.
    """
    import datetime

    import xlsxwriter

    if len(rows) >= XLSX_ROWS:
        message = f"{table.name} has {len(rows)} rows, more than a sheet of Excel holds. Try csv."
        raise HealthkpiError(message)
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False})
    # The time of writing would make every file differ from the last one.
    created = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
    book.set_properties({"created": created, "comments": f"healthkpi {version}"})
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.name, bold)
    for line, row in enumerate(rows, start=1):
        for at, column in enumerate(table.columns):
            _write_cell(sheet, line, at, row[column.name])
    book.close()


def _write_cell(sheet: Any, line: int, at: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, at, value)
    elif isinstance(value, int | float | Decimal) and math.isfinite(float(value)):
        sheet.write_number(line, at, float(value))
    else:
        text = _cell(value)
        cut = text[: XLSX_CHARACTERS - 1] + "…" if len(text) > XLSX_CHARACTERS else text
        sheet.write_string(line, at, cut)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return _digits(value)
    return value if isinstance(value, str) else json.dumps(_plain(value), ensure_ascii=False)


def _digits(value: Decimal) -> str:
    """The digits of ``value``, never with an exponent: Decimal("7.391E+7") is 73910000."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        return [_plain(item) for item in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


FORMATS: Mapping[str, Writer] = {
    "parquet": write_parquet,
    "csv": write_csv,
    "xlsx": write_xlsx,
    "jsonl": write_jsonl,
}
