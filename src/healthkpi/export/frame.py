"""Rows to a pandas DataFrame of the right types, nulls included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from healthkpi.export.columns import Kind, Table

if TYPE_CHECKING:
    import pandas

# pandas' types that have room for a null, and the plain ones for columns that have none.
_NULLABLE: Mapping[Kind, str] = {
    "string": "string",
    "integer": "Int32",
    "number": "float64",
    "boolean": "boolean",
    "repairs": "object",
}
_PLAIN: Mapping[Kind, str] = {**_NULLABLE, "integer": "int32", "boolean": "bool"}


def to_frame(table: Table, rows: Sequence[Mapping[str, Any]]) -> pandas.DataFrame:
    """The rows as a DataFrame: decimals as float64, years as int32, codes as strings."""
    import pandas as pd

    columns: dict[str, pandas.Series[Any]] = {}
    for column in table.columns:
        values = [row[column.name] for row in rows]
        if column.kind == "number":
            values = [None if value is None else float(value) for value in values]
        dtype = (_NULLABLE if column.nullable else _PLAIN)[column.kind]
        columns[column.name] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(columns)
