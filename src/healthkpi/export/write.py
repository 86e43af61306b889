"""Write the tables asked for, each file whole or not at all, with a description beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from healthkpi.errors import UsageError
from healthkpi.export.columns import Table, table
from healthkpi.export.describe import write_datapackage, write_dictionary
from healthkpi.export.files import replace_file, replace_folder
from healthkpi.export.formats import Row, writer

# What Hive, and every reader of its layout, calls a partition without a value.
NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__"


def write_tables(
    tables: Mapping[str, Sequence[Row]],
    out: Path,
    format_name: str,
    *,
    version: str,
    partition_by: Sequence[str] = (),
) -> tuple[list[Path], bool]:
    """Write each table of ``tables`` (name to rows) into the folder ``out``.

    A table that lacks a column of ``partition_by`` is written as one file. Beside the tables go
    ``data-dictionary.md`` and ``datapackage.json``, which describe them.

    Returns:
        The paths written (files, or folders of partitions), and whether any of them changed.

    Raises:
        UsageError: an unknown table or format, or nothing to partition by.
    """
    check_partitions(tables, format_name, partition_by)
    write = writer(format_name)
    paths, changed = [], False
    for name, rows in tables.items():
        spec = table(name)
        if partition_by and _has_columns(spec, partition_by):
            path = out / name
            changed |= replace_folder(
                path, partial(_fill, spec=spec, rows=rows, by=partition_by, version=version)
            )
        else:
            path = out / f"{name}.{format_name}"
            changed |= replace_file(path, partial(write, table=spec, rows=rows, version=version))
        paths.append(path)
    described = [(table(name), path) for name, path in zip(tables, paths, strict=True)]
    changed |= write_dictionary(out / "data-dictionary.md", version)
    changed |= write_datapackage(out / "datapackage.json", described, format_name, version)
    return paths, changed


def _has_columns(spec: Table, names: Iterable[str]) -> bool:
    return set(names) <= {column.name for column in spec.columns}


def check_partitions(names: Iterable[str], format_name: str, partition_by: Sequence[str]) -> None:
    """Complain of partitions that cannot be made.

    Raises:
        UsageError: the format has none, or no table has the columns.
    """
    if partition_by and format_name != "parquet":
        raise UsageError("--partition-by works with --format parquet only. Leave one of them out.")
    if partition_by and not any(_has_columns(table(name), partition_by) for name in names):
        columns = ",".join(partition_by)
        message = (
            f"no table asked for has the columns {columns}. Try --partition-by city_code,year."
        )
        raise UsageError(message)


def _fill(top: Path, spec: Table, rows: Sequence[Row], by: Sequence[str], version: str) -> None:
    """A folder for each value, in the order of ``by``; those columns leave the files."""
    kept = spec._replace(columns=tuple(c for c in spec.columns if c.name not in by))

    def folder_of(row: Row) -> str:
        return "/".join(f"{name}={_folder(row[name])}" for name in by)

    groups = {folder_of(_nobody(spec)): list[Row]()}
    for folder, group in groupby(sorted(rows, key=folder_of), key=folder_of):
        groups[folder] = list(group)
    for folder, found in groups.items():
        path = top / folder / "part-0.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        writer("parquet")(path, kept, found, version)


def _nobody(spec: Table) -> Row:
    """The keys of a partition without rows, by which readers see that codes are text.

    pandas, pyarrow and DuckDB guess the type of a key from the names of all its folders: without
    one that is no number, 140400 becomes a number and ``city_code == "140400"`` finds nothing.
    """
    return {column.name: "none" if column.kind == "string" else 0 for column in spec.columns}


def _folder(value: Any) -> str:
    return NULL_PARTITION if value is None else quote(str(value), safe="")
