from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

from healthkpi.export.columns import TABLE_NAMES, table
from healthkpi.export.schemas import row_schema, schema_texts, write_schemas
from healthkpi.models import Claim, Document, Indicator, Issue, Numeral
from healthkpi.resolve.targets import Standing

ROOT = Path(__file__).parents[1]


def test_the_schemas_in_the_repository_are_those_of_the_code() -> None:
    found = {p.name: p.read_text(encoding="utf-8") for p in (ROOT / "schemas").glob("*.json")}
    assert found == schema_texts(), "run `make schemas` and commit what it writes"


def test_writing_them_twice_changes_nothing(tmp_path: Path) -> None:
    assert len(write_schemas(tmp_path)) == len(schema_texts())
    assert write_schemas(tmp_path) == []


def test_every_column_of_the_nouns_is_in_its_schema() -> None:
    nouns = {"numerals": Numeral, "claims": Claim, "indicators": Indicator, "issues": Issue}
    nouns["targets"] = Standing
    for name, noun in nouns.items():
        assert list(row_schema(name)["properties"]) == [field.name for field in fields(noun)]
    documents = set(row_schema("documents")["properties"])
    described = {field.name for field in fields(Document) if "doc" in field.metadata}
    assert documents == described | {"numerals", "claims", "unresolved"}


def test_null_is_allowed_where_the_noun_allows_it() -> None:
    claim = row_schema("claims")["properties"]
    assert claim["value"]["type"] == ["number", "null"]
    assert claim["unit"]["type"] == "string"
    assert claim["scope_type"]["enum"][-1] is None
    assert "eq" in claim["comparator"]["enum"]
    json.dumps(claim)


def test_the_keys_are_columns_that_are_never_null() -> None:
    for name in TABLE_NAMES:
        columns = {column.name: column for column in table(name).columns}
        assert all(not columns[key].nullable for key in table(name).key)
