"""readers.pdf: reading order, running heads, wrapped lines, turned pages, damaged files."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from tests import pdf_forms
from tests.bulletin_forms import TARGETS

from healthkpi.extract.tables import read_table_claims
from healthkpi.ingest.boxes import find_place_on_page
from healthkpi.ingest.metadata import Overrides
from healthkpi.ingest.sources import build_document

FONT = "STSong-Light"
SENTENCE = "第{}项工作说的是全市卫生健康事业取得新进展全年完成诊疗{}.5万人次同比增长百分之五。"
HEADLINES = ("临汾市2024年卫生健康工作综述", "医改惠及百姓", "中医传承创新")
PAGES = len(HEADLINES)


def read(data):
    return build_document(data, "bulletin.pdf", Overrides())


def canvas_of(draw, **options):
    """A PDF that ``draw`` draws on a reportlab canvas."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def wrapped(text, width):
    """The lines of ``text`` no wider than ``width``, cut anywhere, also within a number."""
    lines = [""]
    for char in text:
        if pdfmetrics.stringWidth(lines[-1] + char, FONT, 12) > width:
            lines.append("")
        lines[-1] += char
    return lines


def newspaper(canvas):
    """Two columns a page under a headline, with a masthead and a page number on each."""
    for page in range(PAGES):
        canvas.setFont(FONT, 9)
        canvas.drawString(60, 815, f"临汾日报 健康特刊 第{page + 3}版")
        canvas.drawCentredString(297, 20, str(page + 3))
        canvas.setFont(FONT, 20)
        canvas.drawCentredString(297, 780, HEADLINES[page])
        canvas.setFont(FONT, 12)
        text = "".join(SENTENCE.format(n, 100 + n) for n in range(page * 20, page * 20 + 20))
        lines = wrapped(text, 220)
        half = (len(lines) + 1) // 2
        for n, line in enumerate(lines):
            canvas.drawString(60 if n < half else 310, 740 - 20 * (n % half), line)
        canvas.showPage()


def test_columns_are_read_one_after_the_other_and_their_lines_joined():
    text = read(canvas_of(newspaper)).text
    for page in range(PAGES):
        expected = "".join(SENTENCE.format(n, 100 + n) for n in range(page * 20, page * 20 + 20))
        assert expected in text.replace("\n", "")
    # A sentence never breaks where a line was wrapped, not even inside a number.
    assert all(SENTENCE.format(n, 100 + n) in text for n in range(20))


def test_mastheads_and_page_numbers_are_left_out():
    text = read(canvas_of(newspaper)).text
    assert "健康特刊" not in text
    assert not any(line.strip() in ("3", "4", "5") for line in text.splitlines())
    assert text.startswith("临汾市2024年卫生健康工作综述")


def test_the_large_line_is_a_heading():
    document = read(canvas_of(newspaper))
    headings = [document.text[b.start : b.end] for b in document.blocks if b.kind == "heading"]
    assert headings == list(HEADLINES)


def test_claims_know_their_page():
    document = read(canvas_of(newspaper))
    for n, page in ((0, 1), (25, 2), (59, 3)):
        start = document.source_text.index(f"{100 + n}.5万人次")
        assert find_place_on_page(document, start, start + 5)[0] == page


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 40, 560, 800)])
def test_a_page_that_viewers_turn_or_crop_is_read_the_same(turn, crop):
    data = pdf_forms.by_reportlab()
    pdf = pypdfium2.PdfDocument(data)
    pdf[0].set_rotation(turn)
    if crop:
        pdf[0].set_cropbox(*crop)
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    assert read(out.getvalue()).source_text == read(data).source_text


@pytest.mark.parametrize(("turn", "shift"), [(90, (800, 0)), (180, (800, 842)), (270, (0, 842))])
def test_text_that_was_drawn_turned_is_read(turn, shift):
    def draw(canvas):
        canvas.translate(*shift)
        canvas.rotate(turn)
        canvas.setPageRotation(turn)
        canvas.setFont(FONT, 10)
        for r, row in enumerate(TARGETS):
            for c, cell in enumerate(row):
                canvas.rect(60 + c * 110, 400 - r * 20, 110, 20)
                canvas.drawString(63 + c * 110, 406 - r * 20, cell)

    claims = read_table_claims(read(canvas_of(draw, pagesize=(800, 842))))
    assert [(c.indicator_text, str(c.number.value), c.year) for c in claims[:2]] == [
        ("人均预期寿命", "78.9", 2020),
        ("人均预期寿命", "80.0", 2025),
    ]
    assert len(claims) == 8


def test_text_drawn_twice_for_bold_counts_once():
    def draw(canvas):
        canvas.setFont(FONT, 12)
        for shift in (0, 0.3):
            canvas.drawString(60 + shift, 700, "全市床位2310张，医师1122人。")

    assert read(canvas_of(draw)).text.strip() == "全市床位2310张，医师1122人。"


def test_paragraphs_with_an_indent_stay_apart():
    data = pdf_forms.by_reportlab(
        prose=("全市床位2310张。" * 12, "全市医师1122人。" * 12), tables=()
    )
    lines = [line for line in read(data).text.splitlines() if line]
    assert lines[-2:] == ["全市床位2310张。" * 12, "全市医师1122人。" * 12]


def test_a_table_without_rules_is_read_by_its_headers():
    def draw(canvas):
        canvas.setFont(FONT, 10)
        for r, row in enumerate(TARGETS):
            for left, cell in zip((60, 100, 300, 360, 420, 480), row, strict=True):
                canvas.drawString(left, 600 - r * 20, cell)

    ruled = read_table_claims(read(pdf_forms.by_reportlab()))[:8]
    claims = read_table_claims(read(canvas_of(draw)))
    assert len(ruled) == 8
    assert [(c.indicator_text, c.number.value, c.unit, c.year, c.status) for c in claims] == [
        (c.indicator_text, c.number.value, c.unit, c.year, c.status) for c in ruled
    ]


def test_a_scan_among_pages_of_text_is_noted():
    picture = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(picture, "PDF")
    pdf = pypdfium2.PdfDocument(pdf_forms.by_reportlab())
    scan = pypdfium2.PdfDocument(picture.getvalue())
    pdf.import_pages(scan)
    out = io.BytesIO()
    pdf.save(out)
    document = read(out.getvalue())
    assert "2154.6万人次" in document.text
    assert [(r.kind, r.before) for r in document.repairs] == [("unread_page", "page 2")]
