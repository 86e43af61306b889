"""PDF: text and boxes by pdfium, ruled tables by pdfplumber, reading order and paragraphs our own.

A scanned page has no text; it is read by the optional OCR reader where that is installed.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.content import Content, ContentBuilder
from healthkpi.ingest.readers.damage import blame_file
from healthkpi.ingest.readers.pdf_glyphs import Glyph, find_lost, has_lost, read_glyphs
from healthkpi.ingest.readers.pdf_lines import Line, find_fragments, order_columns
from healthkpi.ingest.readers.pdf_paragraphs import Paragraph, build_paragraphs, drop_running
from healthkpi.ingest.readers.pdf_tables import PlacedTable, Table, read_tables
from healthkpi.ingest.readers.pdf_write import Element, write_elements
from healthkpi.models import Repair

MEDIA_TYPE = "application/pdf"
_MAX_PAGES = 2000
_RULES = 4  # drawn paths a page needs before it may hold a ruled table


class Page(NamedTuple):
    """A page read: its tables, and the line fragments that are in none of them.

    A page is a ``picture`` where it has an image and no text that can be read.
    """

    number: int
    picture: bool
    tables: list[Table]
    lines: list[Line]


def read_pdf(data: bytes, declared: str | None = None) -> Content:  # noqa: ARG001  (Reader)
    """Read a PDF file; blocks carry page numbers, boxes lead every character to its page.

    Raises:
        UnreadableSource: it is encrypted, truncated or damaged, or a scan and OCR not installed.
    """
    if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:]:
        raise UnreadableSource("The PDF file is cut off before its end. Download it again.")
    with blame_file("The PDF file is damaged. Download it again, or print it to a new PDF."):
        pages = _read_pages(data)
    if all(page.picture or not (page.lines or page.tables) for page in pages):
        from healthkpi.ingest.readers.ocr import read_scan

        return read_scan(data)
    builder = ContentBuilder()
    write_elements(builder, _elements(pages))
    text = builder.text()
    return Content(
        text,
        MEDIA_TYPE,
        "pdf",
        blocks=tuple(builder.blocks),
        boxes=tuple(builder.boxes),
        repairs=tuple(_unread(page.number) for page in pages if page.picture),
    )


def _unread(number: int) -> Repair:
    """A note that a page is a scan among pages of text, so that its loss does not go unseen."""
    reason = f"Page {number} is a picture; nothing on it is read. Ingest it as a scan of its own."
    return Repair("unread_page", 0, 0, f"page {number}", "", reason)


def open_pdf(data: bytes) -> Any:
    """The pypdfium2 document of ``data``. Raises UnreadableSource where it cannot be opened."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableSource(
                "The PDF file is encrypted. Save it without a password and ingest that."
            ) from error
        message = "The PDF file is damaged. Download it again, or print it to a new PDF."
        raise UnreadableSource(message) from error
    if not 0 < count <= _MAX_PAGES:
        raise UnreadableSource(f"The PDF file has {count} pages. Split it into parts.")
    return document


def _read_pages(data: bytes) -> list[Page]:
    import pdfplumber

    document = open_pdf(data)
    plumber: Any = None
    pages = []
    try:
        for index in range(len(document)):
            page = document[index]
            glyphs, frame = read_glyphs(page)
            picture = _is_garbled(glyphs) or (not glyphs and _has_image(page))
            glyphs = [] if picture else glyphs
            tables: list[Table] = []
            ruled, lost = glyphs and _has_rules(page), has_lost(page)
            if ruled or lost:
                plumber = plumber or pdfplumber.open(io.BytesIO(data))
            if lost:
                glyphs += find_lost(page, plumber.pages[index], frame, glyphs)
            if ruled:
                tables, glyphs = read_tables(plumber.pages[index], glyphs, frame)
            pages.append(Page(index + 1, picture, tables, find_fragments(glyphs)))
            page.close()
            if plumber is not None:
                plumber.pages[index].close()  # it would keep every page's objects
    finally:
        if plumber is not None:
            plumber.close()
        document.close()
    return pages


def _has_image(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    images = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    return next(iter(images), None) is not None


def _is_garbled(glyphs: Sequence[Glyph]) -> bool:
    """Whether the fonts keep to themselves which characters they draw."""
    private = sum(unicodedata.category(glyph.char) in ("Co", "Cn", "Cc") for glyph in glyphs)
    return private > 0.3 * len(glyphs)


def _has_rules(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)
    return len(list(islice(paths, _RULES))) == _RULES


def _elements(pages: Sequence[Page]) -> list[Element]:
    """Paragraphs and tables in reading order; both may reach over a page's end."""
    kept = drop_running([page.lines for page in pages])
    elements: list[Element] = []
    for page, lines in zip(pages, kept, strict=True):
        bands = _bands(lines, page.tables)
        for band, table in bands:
            before = elements[-1] if elements else None
            paragraph = before if isinstance(before, Paragraph) else None
            elements += build_paragraphs(order_columns(band), page.number, paragraph)
            if table is None:
                continue
            last = elements[-1] if elements else None
            if isinstance(last, PlacedTable) and last.goes_on(table, page.number):
                elements[-1] = last.joined(table, page.number)
            else:
                elements.append(PlacedTable(table, [page.number] * len(table.cells)))
    return elements


def _bands(
    lines: Sequence[Line], tables: Sequence[Table]
) -> Iterator[tuple[list[Line], Table | None]]:
    """The lines above each table, with the table; at last those below all tables."""
    rest = list(lines)
    for table in sorted(tables, key=lambda table: -table.area[3]):
        above = [line for line in rest if line.bottom >= table.area[3] - 1]
        yield above, table
        taken = set(map(id, above))
        rest = [line for line in rest if id(line) not in taken]
    yield rest, None
