from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from tests.nouns import make_claim, make_document, make_indicator, make_issue, make_numeral

from healthkpi.errors import UsageError
from healthkpi.export.columns import DEFAULT_TABLES, SCHEMA_VERSION, TABLE_NAMES, table
from healthkpi.export.files import replace_file
from healthkpi.export.formats import FORMATS
from healthkpi.export.write import write_tables
from healthkpi.models import Repair
from healthkpi.stages.select import Content, Selection, select

NATION = {"city": "全国", "city_code": "000000", "scope": "全国", "scope_type": "nation"}


def content() -> Content:
    repair = Repair("ocr", 0, 1, "O", "0", "a letter among digits")
    other = {"doc_id": "b" * 16, "source": "b.txt"}
    beijing = {"city": "北京市", "city_code": "110000", "year": 2023}
    return Content(
        documents=[make_document(repairs=(repair,)), make_document(**other, **beijing)],
        numerals=[make_numeral(), make_numeral(**other, role="date", claim_id=None)],
        claims=[
            make_claim(value=Decimal("7.391E+7"), sentence="=1+1, 一"),
            make_claim(**other, **beijing, claim_id="b:0", value=None, indicator=None),
        ],
        indicators=[
            make_indicator(target=Decimal("0.10")),
            make_indicator(**beijing, scope="北京市", indicator="beds_total"),
            make_indicator(**NATION),
            make_indicator(scope="长治市人民医院", scope_type="org"),
            make_indicator(breakdown="grade=三星"),
        ],
        issues=[
            make_issue(claim_id="0" * 16 + ":0"),
            make_issue(doc_id=None, claim_id=None, source_start=None),
        ],
        counts={"0" * 16: {"claim": 1, "date": 2, "unresolved": 3}},
    )


def rows(**chosen: Any) -> dict[str, list[dict[str, Any]]]:
    return select(content(), Selection(**chosen))


def write(out: Path, format_name: str, **chosen: Any) -> list[Path]:
    return write_tables(rows(**chosen), out, format_name, version="9.9")[0]


@pytest.mark.parametrize("format_name", FORMATS)
def test_all_tables_are_written_and_the_same_rows_give_the_same_bytes(
    tmp_path: Path, format_name: str
) -> None:
    one, _ = (write(tmp_path / name, format_name) for name in ("one", "two"))
    assert [path.name for path in one] == [f"{name}.{format_name}" for name in DEFAULT_TABLES]
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted([p.name for p in one] + ["data-dictionary.md", "datapackage.json"])
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    _paths, changed = write_tables(rows(), tmp_path / "one", format_name, version="9.9")
    assert not changed


def test_parquet_has_the_types_and_the_descriptions(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    write(tmp_path, "parquet")
    claims = pq.read_table(tmp_path / "claims.parquet")
    assert claims.column("value").to_pylist() == [73_910_000.0, None]
    types = {"value": pa.float64(), "year": pa.int32(), "city_code": pa.string()}
    assert {name: claims.schema.field(name).type for name in types} == types
    metadata = claims.schema.metadata
    assert metadata[b"healthkpi_version"] == b"9.9"
    assert metadata[b"healthkpi_schema_version"] == SCHEMA_VERSION.encode()
    for name in DEFAULT_TABLES:
        schema = pq.read_schema(tmp_path / f"{name}.parquet")
        assert schema.names == [column.name for column in table(name).columns]
        assert all(field.metadata[b"description"] for field in schema)
    panel = pq.read_schema(tmp_path / "indicators.parquet")
    assert [field.name for field in panel if not field.nullable][:4] == [
        "city_code",
        "city",
        "year",
        "indicator",
    ]
    assert panel.field("conflict").type == pa.bool_()
    documents = pq.read_table(tmp_path / "documents.parquet").to_pylist()
    assert documents[0]["repairs"][0]["before"] == "O"
    assert [documents[0][name] for name in ("numerals", "claims", "unresolved")] == [6, 1, 3]


def test_csv_is_for_excel_and_keeps_digits(tmp_path: Path) -> None:
    write(tmp_path, "csv")
    data = (tmp_path / "claims.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["value"] for line in lines] == ["73910000", ""]
    assert lines[0]["city_code"] == "140400"
    with (tmp_path / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        assert json.loads(next(csv.DictReader(file))["repairs"])[0]["kind"] == "ocr"


def test_jsonl_keeps_nulls_and_chinese(tmp_path: Path) -> None:
    write(tmp_path, "jsonl")
    text = (tmp_path / "claims.jsonl").read_text(encoding="utf-8")
    assert "长治市" in text
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["value"] for line in lines] == [73_910_000, None]


def test_xlsx_holds_text_as_text_and_numbers_as_numbers(tmp_path: Path) -> None:
    long = select(
        Content([make_document(text="长" * 40_000)], [], content().claims, [], [], {}), Selection()
    )
    write_tables(long, tmp_path, "xlsx", version="9.9")
    sheet = CalamineWorkbook.from_path(tmp_path / "claims.xlsx").get_sheet_by_index(0)
    header, first, *_rest = sheet.to_python()
    row = dict(zip(header, first, strict=True))
    assert (row["value"], row["city_code"], row["sentence"]) == (73_910_000, "140400", "=1+1, 一")
    book = CalamineWorkbook.from_path(tmp_path / "documents.xlsx").get_sheet_by_index(0)
    text = book.to_python()[1][-1]
    assert (len(str(text)), str(text)[-1]) == (32_767, "…")


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_number_beyond_all_measure_is_written(tmp_path: Path, format_name: str) -> None:
    huge = make_claim(value=Decimal("1" * 400))
    found = select(Content([], [], [huge], [], [], {}), Selection(["claims"]))
    write_tables(found, tmp_path, format_name, version="9.9")
    assert (tmp_path / f"claims.{format_name}").stat().st_size > 0


def test_a_broken_write_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("former")

    def fail(part: Path) -> None:
        part.write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        replace_file(path, fail)
    assert path.read_text() == "former"
    assert [found.name for found in tmp_path.iterdir()] == ["t.csv"]


def test_the_panel_is_the_cities_and_wholes_unless_asked() -> None:
    def scopes(**chosen: Any) -> list[tuple[str, str]]:
        return [(row["scope"], row["breakdown"]) for row in rows(**chosen)["indicators"]]

    assert scopes() == [("长治市", "total"), ("北京市", "total")]
    assert scopes(level="nation") == [("全国", "total")]
    assert scopes(level="org") == [("长治市人民医院", "total")]
    assert scopes(breakdowns=True)[-1] == ("长治市", "grade=三星")
    assert len(scopes(level="all", breakdowns=True)) == 5
    with pytest.raises(UsageError, match="Try one of"):
        Selection(level="galaxy")


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"cities": ["北京市"]}, {"documents": 1, "numerals": 1, "claims": 1, "indicators": 1}),
        ({"cities": ["110000"]}, {"documents": 1, "numerals": 1, "claims": 1, "indicators": 1}),
        ({"years": [2024]}, {"documents": 1, "numerals": 1, "claims": 1, "indicators": 1}),
        ({"years": [1999]}, {"documents": 0, "numerals": 0, "claims": 0, "indicators": 0}),
        ({"indicators": ["beds_total"]}, {"documents": 2, "numerals": 0, "claims": 0}),
        ({"indicators": ["quality_grassroots_rate"]}, {"numerals": 1, "claims": 1, "issues": 1}),
        ({"tables": ["claims"]}, {"claims": 2}),
    ],
)
def test_filters(chosen: dict[str, Any], expected: dict[str, int]) -> None:
    found = rows(**chosen)
    assert {name: len(found[name]) for name in expected} == expected


def test_an_unknown_city_table_or_format_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="six-digit code"):
        rows(cities=["亚特兰蒂斯"])
    with pytest.raises(UsageError, match="documents, numerals"):
        table("panel")
    with pytest.raises(UsageError, match="parquet, csv"):
        write(tmp_path, "docx")
    with pytest.raises(UsageError, match="city_code,year"):
        write_tables(rows(), tmp_path, "parquet", version="9.9", partition_by=["colour"])
    with pytest.raises(UsageError, match="parquet only"):
        write_tables(rows(), tmp_path, "csv", version="9.9", partition_by=["year"])
    assert list(tmp_path.iterdir()) == []


def write_partitions(out: Path, **chosen: Any) -> Path:
    by = ["city_code", "year"]
    write_tables(rows(**chosen), out, "parquet", version="9.9", partition_by=by)
    return out / "indicators"


def test_partitions_open_everywhere_with_the_right_types(tmp_path: Path) -> None:
    import duckdb
    import pandas as pd
    import pyarrow as pa
    import pyarrow.dataset as ds

    top = write_partitions(tmp_path)
    assert (top / "city_code=140400" / "year=2024" / "part-0.parquet").is_file()
    found = ds.dataset(top, partitioning="hive").to_table()
    assert found.schema.field("city_code").type == pa.string()
    assert found.schema.field("year").type == pa.int32()
    assert found.schema.field("value").type == pa.float64()
    frame = pd.read_parquet(top)
    assert len(frame) == 2
    assert list(frame[frame.city_code == "140400"].year) == [2024]
    query = f"SELECT city_code, year, value FROM '{top}/**/*.parquet' ORDER BY ALL"
    assert duckdb.sql(query).fetchall() == [("110000", 2023, 95.4), ("140400", 2024, 95.4)]
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    panel = next(r for r in package["resources"] if r["name"] == "indicators")
    assert panel["path"][0] == "indicators/city_code=110000/year=2023/part-0.parquet"


def test_partitions_without_rows_open_too(tmp_path: Path) -> None:
    import pandas as pd

    frame = pd.read_parquet(write_partitions(tmp_path, years=[1999]))
    assert len(frame) == 0
    assert {"city_code", "year", "value"} <= set(frame.columns)


def test_a_partition_without_rows_disappears(tmp_path: Path) -> None:
    top = write_partitions(tmp_path)
    write_partitions(tmp_path, cities=["长治市"])
    assert {path.name for path in top.iterdir()} == {"city_code=140400", "city_code=none"}
    assert {path.name for path in tmp_path.iterdir()} >= {"numerals.parquet", "indicators"}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_dictionary_and_the_package_name_every_column(tmp_path: Path) -> None:
    write(tmp_path, "csv", tables=["claims", "issues"])
    text = (tmp_path / "data-dictionary.md").read_text(encoding="utf-8")
    for name in TABLE_NAMES:
        for column in table(name).columns:
            assert f"| {column.name} |" in text
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == ["claims.csv", "issues.csv"]
    fields = package["resources"][0]["schema"]["fields"]
    assert {f["name"]: f["type"] for f in fields}["city_code"] == "string"
