"""readers.docx, doc and xlsx: order, footnotes, changes tracked, formats of figures."""

from __future__ import annotations

import io
import stat
import zipfile

import docx
import openpyxl
import pytest
import xlsxwriter

from healthkpi.errors import UnreadableSource
from healthkpi.extract.tables import read_table_claims
from healthkpi.ingest.metadata import Overrides
from healthkpi.ingest.sources import build_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES = f"""<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{W}">
<w:footnote w:id="1"><w:p><w:r><w:t>床位数含社区床位120张。</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""
RELATION = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
)
TYPE = (
    '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.footnotes+xml"/></Types>'
)


def read(data, name="a.docx"):
    return build_document(data, name, Overrides())


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rewritten(data, **changes):
    """A DOCX with parts changed: name (with __ for /) -> function of the part's text."""
    out = io.BytesIO()
    named = {name.replace("__", "/").replace("_DOT_", "."): f for name, f in changes.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            text = old.read(info)
            change = named.pop(info.filename, None)
            new.writestr(info.filename, change(text.decode()) if change else text)
        for name, make in named.items():
            new.writestr(name, make(""))
    return out.getvalue()


def test_paragraphs_and_tables_come_in_order():
    document = docx.Document()
    document.add_heading("第一部分", 1)
    document.add_paragraph("全市床位400张。")
    table = document.add_table(2, 2)
    for at, text in enumerate(("指标", "2024年", "医师数（人）", "300")):
        table.cell(at // 2, at % 2).text = text
    document.add_paragraph("护士500人。")
    read_back = read(saved(document))
    lines = [line for line in read_back.source_text.splitlines() if line]
    assert lines == [
        "第一部分",
        "全市床位400张。",
        "指标\t2024年",
        "医师数（人）\t300",
        "护士500人。",
    ]
    assert [block.kind for block in read_back.blocks][:2] == ["heading", "paragraph"]


def test_footnotes_come_at_the_end():
    document = docx.Document()
    document.add_paragraph("全市床位400张。")
    data = rewritten(
        saved(document),
        word__footnotes_DOT_xml=lambda _: FOOTNOTES,
        word___rels__document_DOT_xml_DOT_rels=lambda t: t.replace("</Relationships>", RELATION),
        **{"[Content_Types]_DOT_xml": lambda t: t.replace("</Types>", TYPE)},
    )
    read_back = read(data)
    assert read_back.text.strip().endswith("床位数含社区床位120张。")
    assert read_back.blocks[-1].kind == "footnote"


def test_tracked_insertions_count_and_deletions_do_not():
    document = docx.Document()
    document.add_paragraph("全市床位XX张。")
    inserted = (
        '<w:ins w:id="1" w:author="a"><w:r><w:t>400</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>300</w:delText></w:r></w:del>'
    )

    def change(text):
        return text.replace(
            "<w:t>全市床位XX张。</w:t></w:r>",
            f"<w:t>全市床位</w:t></w:r>{inserted}<w:r><w:t>张。</w:t></w:r>",
        )

    assert read(rewritten(saved(document), word__document_DOT_xml=change)).text.strip() == (
        "全市床位400张。"
    )


def test_paragraphs_in_content_controls_are_read():
    document = docx.Document()
    document.add_paragraph("全市床位400张。")

    def change(text):
        return text.replace("<w:p>", "<w:sdt><w:sdtContent><w:p>", 1).replace(
            "</w:p>", "</w:p></w:sdtContent></w:sdt>", 1
        )

    data = rewritten(saved(document), word__document_DOT_xml=change)
    assert read(data).text.strip() == "全市床位400张。"


def workbook(fill):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    fill(book)
    book.close()
    return out.getvalue()


def test_percentages_are_read_as_they_are_shown():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["指标", "2023年", "2024年"])
        sheet.write(1, 0, "达标率")
        sheet.write(1, 1, 0.954, book.add_format({"num_format": "0.0%"}))
        sheet.write(1, 2, 0.3, book.add_format({"num_format": 9}))

    claims = read_table_claims(read(workbook(fill), "a.xlsx"))
    assert [(str(c.number.value), c.unit) for c in claims] == [("95.4", "%"), ("30", "%")]


def test_whole_numbers_have_no_point_and_hidden_sheets_are_not_read():
    def fill(book):
        book.add_worksheet("甲").write_row(0, 0, ["床位数（张）", 4000])
        hidden = book.add_worksheet("乙")
        hidden.write_row(0, 0, ["医师数（人）", 3000])
        hidden.hide()

    text = read(workbook(fill), "a.xlsx").source_text
    assert "4000" in text
    assert "4000.0" not in text
    assert "3000" not in text


def test_titles_above_a_table_are_its_caption_and_notes_below_it_are_not():
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = (
        ["长治市卫生人员情况"],
        ["单位：人"],
        ["类别", "2024年"],
        ["医师", 300],
        ["注：含助理20人"],
    )
    for row in rows:
        sheet.append(row)
    document = read(saved(book), "a.xlsx")
    (claim,) = read_table_claims(document)
    assert (claim.indicator_text, claim.unit, claim.year) == ("医师", "人", 2024)
    assert claim.block.caption == "长治市卫生人员情况 单位：人"


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A folder that is the whole PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def test_old_word_files_go_through_a_program_where_one_is_installed(programs):
    program = programs / "catdoc"
    program.write_text("#!/bin/sh\necho '长治市2024年工作总结'\necho '全市床位400张。'\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    document = read(OLD_WORD, "a.doc")
    assert (document.reader, document.city, document.year) == ("doc", "长治市", 2024)


def test_without_a_program_an_old_word_file_says_which_to_install(programs):
    assert list(programs.iterdir()) == []
    with pytest.raises(UnreadableSource, match="antiword or catdoc"):
        read(OLD_WORD, "a.doc")
