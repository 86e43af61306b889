"""What lies beside the tables: a data dictionary for people, a datapackage.json for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from healthkpi.export.columns import SCHEMA_VERSION, TABLE_NAMES, Column, Table, table
from healthkpi.export.files import replace_file

_MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_dictionary(path: Path, version: str) -> bool:
    """Write the data dictionary of all tables, in Markdown; returns whether it changed."""
    text = dictionary_text(version)
    return replace_file(path, lambda part: _write_text(part, text))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def dictionary_text(version: str) -> str:
    """The data dictionary: every table with its key, every column with its type and meaning."""
    parts = [f"# Data dictionary\n\nhealthkpi {version}, schema {SCHEMA_VERSION}.\n"]
    for name in TABLE_NAMES:
        spec = table(name)
        key = f" Key: {', '.join(spec.key)}." if spec.key else ""
        parts.append(f"\n## {name}\n\n{spec.doc}{key}\n\n| column | type | null | meaning |")
        parts.append("\n|---|---|---|---|\n")
        parts += [_dictionary_line(column) for column in spec.columns]
    return "".join(parts)


def _dictionary_line(column: Column) -> str:
    null = "yes" if column.nullable else "no"
    kind = "list of repairs" if column.kind == "repairs" else column.kind
    meaning = column.doc.replace("|", "\\|")
    return f"| {column.name} | {kind} | {null} | {meaning} |\n"


def write_datapackage(
    path: Path, written: Sequence[tuple[Table, Path]], format_name: str, version: str
) -> bool:
    """Write the Data Package descriptor of the tables ``written``; returns whether it changed."""
    package = {
        "name": "healthkpi-export",
        "title": "Claims and indicators read from health bulletins",
        "version": SCHEMA_VERSION,
        "created_with": f"healthkpi {version}",
        "resources": [_resource(spec, where, format_name) for spec, where in written],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    return replace_file(path, lambda part: _write_text(part, text))


def _resource(spec: Table, path: Path, format_name: str) -> dict[str, Any]:
    files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    names = [file.relative_to(path.parent).as_posix() for file in files]
    fields = [_field(column) for column in spec.columns]
    schema: dict[str, Any] = {"fields": fields}
    if spec.key:
        schema["primaryKey"] = list(spec.key)
    if format_name == "csv":
        schema["missingValues"] = [""]
    resource: dict[str, Any] = {
        "name": spec.name,
        "description": spec.doc,
        "path": names[0] if len(names) == 1 else names,
        "format": format_name,
        "mediatype": _MEDIA_TYPES[format_name],
        "schema": schema,
    }
    if format_name in ("csv", "jsonl"):
        resource["encoding"] = "utf-8"
    return resource


def _field(column: Column) -> dict[str, Any]:
    kind = "array" if column.kind == "repairs" else column.kind
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.values:
        constraints["enum"] = list(column.values)
    field: dict[str, Any] = {"name": column.name, "type": kind, "description": column.doc}
    return field | ({"constraints": constraints} if constraints else {})
