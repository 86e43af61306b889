"""JSON Schemas of tables and users' files; ``python -m healthkpi.export.schemas FOLDER``."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from healthkpi.export.columns import SCHEMA_VERSION, TABLE_NAMES, Column, table
from healthkpi.export.files import replace_file

_TYPES = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean"}


def row_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one row of the table ``name``, as the jsonl export writes it."""
    spec = table(name)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:healthkpi:{SCHEMA_VERSION}:{name}",
        "title": name,
        "description": spec.doc,
        "type": "object",
        "properties": {column.name: _property(column) for column in spec.columns},
        "required": [column.name for column in spec.columns],
        "additionalProperties": False,
    }


def _property(column: Column) -> dict[str, Any]:
    if column.kind == "repairs":
        return {"description": column.doc, "type": "array", "items": _repair()}
    kind = _TYPES[column.kind]
    found: dict[str, Any] = {"description": column.doc}
    found["type"] = [kind, "null"] if column.nullable else kind
    if column.values:
        found["enum"] = [*column.values, None] if column.nullable else list(column.values)
    return found


def _repair() -> dict[str, Any]:
    spans = {name: {"type": "integer", "minimum": 0} for name in ("source_start", "source_end")}
    texts = {name: {"type": "string"} for name in ("kind", "before", "after", "reason")}
    properties = spans | texts
    return {"type": "object", "properties": properties, "required": sorted(properties)}


def file_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schemas of the YAML files a user writes, by kind; editors check files by them."""
    from healthkpi.ingest.sidecar import Sidecar
    from healthkpi.resolve.corrections import Correction
    from healthkpi.vocabulary.catalogue import Entry

    def listed(schema: dict[str, Any]) -> dict[str, Any]:
        definitions = schema.pop("$defs", {})
        return {"$defs": definitions, "type": "array", "items": schema}

    return {
        "sidecar": Sidecar.model_json_schema(),
        "corrections": listed(Correction.model_json_schema()),
        "catalogue": listed(Entry.model_json_schema()),
    }


def schema_texts() -> dict[str, str]:
    """File name to text of every schema."""
    schemas = {name: row_schema(name) for name in TABLE_NAMES} | file_schemas()
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }


def _write(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into ``folder``; returns the files that changed."""
    changed = []
    for name, text in schema_texts().items():
        if replace_file(folder / name, partial(_write, text)):
            changed.append(folder / name)
    return changed


if __name__ == "__main__":
    for path in write_schemas(Path(sys.argv[1])):
        sys.stdout.write(f"{path}\n")
