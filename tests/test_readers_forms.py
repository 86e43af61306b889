"""All readers: one bulletin in every form gives the same claims, each found again at its place."""

from __future__ import annotations

from functools import cache

import opencc
import pypdfium2
import pytest
from tests import bulletin_forms, pdf_forms
from tests.bulletin_forms import Span
from tests.ingest_cases import check_offsets

from healthkpi.extract.reader import read_document
from healthkpi.extract.tables import read_table_claims
from healthkpi.ingest.boxes import find_place_on_page
from healthkpi.ingest.metadata import Overrides
from healthkpi.ingest.sources import build_document, find_sources, read_source

FORMS = {
    "utf-8.txt": lambda _: bulletin_forms.as_text().encode(),
    "bom.txt": lambda _: bulletin_forms.as_text().encode("utf-8-sig"),
    "crlf.txt": lambda _: bulletin_forms.as_text().replace("\n", "\r\n").encode(),
    "gb18030.txt": lambda _: bulletin_forms.as_text().encode("gb18030"),
    "big5.txt": lambda _: traditional(bulletin_forms.as_text()).encode("big5hkscs"),
    "text.md": lambda _: bulletin_forms.as_markdown(),
    "utf-8.html": lambda _: bulletin_forms.as_html(),
    "gb18030.html": lambda _: bulletin_forms.as_html("gb18030"),
    "word.docx": lambda _: bulletin_forms.as_docx(),
    "reportlab.pdf": lambda _: pdf_forms.by_reportlab(),
    "fpdf.pdf": pdf_forms.by_fpdf,
}
READERS = {"txt": "text", "md": "markdown"}
PDFS = ("reportlab.pdf", "fpdf.pdf")


@cache
def _to_taiwan():
    return opencc.OpenCC("s2tw")


def traditional(text):
    return _to_taiwan().convert(text)


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    return {
        name: build_document(make(folder), name, Overrides()) for name, make in FORMS.items()
    } | {"tables.xlsx": build_document(bulletin_forms.as_xlsx(), "tables.xlsx", Overrides())}


FIELDS = (
    "value", "value_low", "value_high", "unit", "comparator", "measure", "direction", "basis",
    "status", "indicator_text", "scope", "scope_type", "city", "city_code", "year", "period",
    "period_start", "period_end", "confidence", "rule",
)  # fmt: skip


def claims_of(document):
    """What a document claims, field by field; spans and what names the source aside."""
    return [
        tuple(getattr(claim, field) for field in FIELDS) for claim in read_document(document).claims
    ]


def cell_claims(document):
    return [
        (c.number.value, c.unit, c.number.comparator, c.indicator_text, c.year, c.status)
        for c in read_table_claims(document)
    ]


@pytest.mark.parametrize("name", [*FORMS, "tables.xlsx"])
def test_the_metadata_are_the_same_in_every_form(documents, name):
    document = documents[name]
    assert (document.city, document.city_code, document.year) == ("临汾市", "141000", 2024)
    assert document.doc_type == "work_report"
    assert document.title is not None
    assert document.title.startswith(bulletin_forms.TITLE)
    ending = name.rsplit(".", 1)[-1]
    assert document.reader == READERS.get(ending, ending)


@pytest.mark.parametrize("name", FORMS)
def test_the_claims_are_the_same_in_every_form(documents, name):
    expected = claims_of(documents["utf-8.txt"])
    assert len(expected) >= 25
    assert claims_of(documents[name]) == expected


def test_a_workbook_of_the_tables_gives_the_claims_of_the_tables(documents):
    expected = [claim for claim in claims_of(documents["utf-8.txt"]) if "table-cell" in claim[-1]]
    assert len(expected) == 16
    assert claims_of(documents["tables.xlsx"]) == expected
    assert cell_claims(documents["tables.xlsx"]) == cell_claims(documents["utf-8.txt"])


@pytest.mark.parametrize("name", [*FORMS, "tables.xlsx"])
def test_every_span_leads_to_its_place_in_the_source(documents, name):
    document = documents[name]
    check_offsets(document)
    for claim in read_document(document).claims:
        assert document.source_text[claim.source_start : claim.source_end] == claim.quote
    for cell in read_table_claims(document):
        start, end = document.to_source(cell.number.start, cell.number.end)
        shown = document.text[cell.number.start : cell.number.end]
        assert document.source_text[start:end] == shown


def test_members_of_an_archive_are_sources_of_their_own(tmp_path, documents):
    path = tmp_path / "all.zip"
    members = {"年报/a.txt": FORMS["gb18030.txt"](None), "b.html": FORMS["utf-8.html"](None)}
    path.write_bytes(bulletin_forms.as_zip(members))
    sources = find_sources([path])
    assert [str(source) for source in sources] == [f"{path}!b.html", f"{path}!年报/a.txt"]
    for source in sources:
        document = read_source(source)
        assert document.source == str(source)
        assert claims_of(document) == claims_of(documents["utf-8.txt"])


def text_under(pages, page, bbox):
    """The text of a PDF under a box, a hair smaller than the box itself."""
    left, bottom, right, top = (float(edge) for edge in bbox.split(","))
    return pages[page - 1].get_textpage().get_text_bounded(
        left + 0.4, bottom + 0.4, right - 0.4, top - 0.4
    )  # fmt: skip


@pytest.mark.parametrize("name", PDFS)
def test_the_box_of_a_claim_lies_on_its_number(documents, tmp_path, name):
    document = documents[name]
    pdf = pypdfium2.PdfDocument(FORMS[name](tmp_path))
    spans = [(c.source_start, c.source_end) for c in read_document(document).claims]
    spans += [document.to_source(c.number.start, c.number.end) for c in read_table_claims(document)]
    assert len(spans) >= 25
    for start, end in spans:
        page, box = find_place_on_page(document, start, end)
        assert page == 1
        assert box is not None
        under = "".join(text_under(pdf, page, box).split())
        digits = "".join(c for c in document.source_text[start:end] if c.isdigit() or c == ".")
        wrapped = document.source_text[start:end].startswith(under) and under
        assert digits in under or wrapped, (document.source_text[start:end], under)
    pdf.close()


def long_table(rows):
    names = [
        f"第{chr(ord('甲') + n % 9)}类指标{'乙丙丁戊己'[n // 9 % 5]}达标率" for n in range(rows)
    ]
    body = [
        (str(n), name, "%", f"{n}.1", f"{n + 30}.5以上", "预期性")
        for n, name in enumerate(names, 1)
    ]
    return (bulletin_forms.TARGETS[0], *body)


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "pdf", "txt"])
def test_an_annex_of_20_rows_gives_all_its_cells(monkeypatch, form):
    rows = long_table(20)
    monkeypatch.setattr(bulletin_forms, "TARGETS", rows)
    monkeypatch.setattr(bulletin_forms, "MERGED", rows[:1])
    monkeypatch.setattr(bulletin_forms, "MERGES", ())
    make = {
        "html": bulletin_forms.as_html,
        "docx": bulletin_forms.as_docx,
        "xlsx": bulletin_forms.as_xlsx,
        "txt": lambda: bulletin_forms.as_text().encode(),
        "pdf": lambda: pdf_forms.by_reportlab(tables=(("附件 目标表", rows, ()),)),
    }[form]
    document = build_document(make(), f"annex.{form}", Overrides())
    found = [
        (c.indicator_text, str(c.number.value), c.unit, c.year, c.status)
        for c in read_table_claims(document)
    ]
    expected = []
    for _, name, unit, before, after, _ in rows[1:]:
        expected.append((name, before, unit, 2020, "actual"))
        expected.append((name, after.removesuffix("以上"), unit, 2025, "target"))
    assert found == expected


def test_a_table_goes_on_over_pages_and_its_header_counts_once():
    rows = long_table(60)
    data = pdf_forms.by_reportlab(prose=(), tables=(("表1 目标表", rows, (Span(0, 0, 0, 0),)),))
    document = build_document(data, "long.pdf", Overrides())
    claims = read_table_claims(document)
    assert len(claims) == 120
    assert document.source_text.count("序号") == 1
    last = document.to_source(claims[-1].number.start, claims[-1].number.end)
    assert find_place_on_page(document, *last)[0] == 2
    assert pdf_forms.HEADER not in document.source_text
