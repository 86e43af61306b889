"""The bulletin of ``bulletin_forms`` as PDF, by two producers with two kinds of font."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bulletin_forms import (
    MERGED,
    MERGED_CAPTION,
    MERGES,
    PROSE,
    TARGETS,
    TARGETS_CAPTION,
    TITLE,
    Rows,
    Span,
)

HEADER = "临汾市卫生健康委员会文件"


def by_reportlab(
    prose: Sequence[str] = PROSE,
    tables: Sequence[tuple[str, Rows, Sequence[Span]]] | None = None,
    *,
    title: str = TITLE,
    password: str | None = None,
) -> bytes:
    """With a CID font that is not embedded, running heads and page numbers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24
    )
    head = ParagraphStyle("head", parent=body, fontSize=18, leading=30, alignment=1)
    small = ParagraphStyle("caption", parent=body, firstLineIndent=0, alignment=1)
    flow: list[Any] = [Paragraph(title, head), *(Paragraph(text, body) for text in prose)]
    for caption, rows, merges in _tables() if tables is None else tables:
        flow += [Paragraph(caption, small), _reportlab_table(rows, merges), Spacer(1, 12)]

    def running(canvas: Any, _: Any) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(90, 800, HEADER)
        canvas.drawCentredString(297, 30, f"— {canvas.getPageNumber()} —")

    out = io.BytesIO()
    lock = StandardEncryption(password) if password else None
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 72)
    document = SimpleDocTemplate(out, pagesize=A4, encrypt=lock, invariant=1, **margins)
    document.build(flow, onFirstPage=running, onLaterPages=running)
    return out.getvalue()


def _tables() -> Sequence[tuple[str, Rows, Sequence[Span]]]:
    return ((TARGETS_CAPTION, TARGETS, ()), (MERGED_CAPTION, MERGED, MERGES))


def _reportlab_table(rows: Rows, merges: Sequence[Span]) -> Any:
    from reportlab.lib.colors import black
    from reportlab.platypus import Table

    style: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), "STSong-Light", 10),
        ("GRID", (0, 0), (-1, -1), 0.5, black),
    ]
    style += [("SPAN", (m.left, m.top), (m.right, m.bottom)) for m in merges]
    return Table([[cell or "" for cell in row] for row in rows], style=style, repeatRows=1)


def by_fpdf(folder: Path) -> bytes:
    """With an embedded, subset TrueType font and its ToUnicode map, as Word and LibreOffice do."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # fpdf2 and fontTools speak of their own futures
        return _by_fpdf(folder)


def _by_fpdf(folder: Path) -> bytes:
    from fpdf import FPDF

    everything = "".join([TITLE, *PROSE, TARGETS_CAPTION, MERGED_CAPTION, "第页共/0123456789 "])
    everything += "".join(cell or "" for row in (*TARGETS, *MERGED) for cell in row)
    font = folder / "boxes.ttf"
    make_font(font, everything)
    pdf = FPDF(format="A4")
    pdf.add_font("boxes", fname=str(font))
    pdf.set_margins(28, 25, 28)
    pdf.add_page()
    pdf.set_font("boxes", size=18)
    pdf.cell(0, 12, TITLE, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("boxes", size=12)
    for text in PROSE:
        options = {"align": "L", "wrapmode": "CHAR", "new_x": "LMARGIN", "new_y": "NEXT"}
        pdf.multi_cell(0, 8, "　　" + text, **options)
    for caption, rows, merges in _tables():
        pdf.cell(0, 9, caption, align="C", new_x="LMARGIN", new_y="NEXT")
        _fpdf_table(pdf, rows, merges)
        pdf.ln(6)
    return bytes(pdf.output())


def _fpdf_table(pdf: Any, rows: Rows, merges: Sequence[Span]) -> None:
    with pdf.table(line_height=8, text_align="CENTER", first_row_as_headings=False) as table:
        for r, cells in enumerate(rows):
            row = table.row()
            for c, cell in enumerate(cells):
                if cell is not None:
                    span = next((m for m in merges if (m.top, m.left) == (r, c)), Span(r, c, r, c))
                    row.cell(cell, rowspan=span.bottom - r + 1, colspan=span.right - c + 1)


def make_font(path: Path, characters: str) -> None:
    """A TrueType font of our own whose characters are boxes, for there may be no Chinese one."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    chars = sorted(set(characters) | {" ", "　"})
    names = [".notdef", *(f"uni{ord(char):04X}" for char in chars)]
    widths = [1000, *(500 if char.isascii() else 1000 for char in chars)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, chars), names[1:], strict=True)))
    glyphs = {}
    for name, width, char in zip(names, widths, ["", *chars], strict=True):
        pen = TTGlyphPen(None)
        if not char.isspace():
            corners = [(60, 0), (60, 700), (width - 60, 700), (width - 60, 0)]
            pen.moveTo(corners[0])
            for corner in corners[1:]:
                pen.lineTo(corner)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({n: (w, 60) for n, w in zip(names, widths, strict=True)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.save(str(path))
