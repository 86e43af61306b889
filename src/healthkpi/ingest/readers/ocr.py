"""Scanned pages, through rapidocr where the optional extra ``ocr`` is installed."""

from __future__ import annotations

import io
from functools import cache
from importlib.util import find_spec
from typing import Any

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.content import Content, ContentBuilder
from healthkpi.ingest.readers.pdf_glyphs import Glyph
from healthkpi.ingest.readers.pdf_lines import Line, make_line, order_columns
from healthkpi.ingest.readers.pdf_paragraphs import Paragraph, build_paragraphs
from healthkpi.ingest.readers.pdf_write import Element, write_elements
from healthkpi.ingest.sniff import sniff_media_type

_SCALE = 200 / 72  # pixels a point: 200 dpi is enough for print of 9 points
_MIN_SCORE = 0.5


def read_image(data: bytes, declared: str | None = None) -> Content:  # noqa: ARG001  (Reader)
    """Read the picture of a page. Raises UnreadableSource where OCR is not installed."""
    engine = _engine()
    from PIL import Image, UnidentifiedImageError

    try:
        image = Image.open(io.BytesIO(data)).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise UnreadableSource("The picture is damaged. Scan or save it anew.") from error
    return _content([(image, 1.0, image.height)], sniff_media_type(data), engine)


def read_scan(data: bytes) -> Content:
    """Read the pages of a scanned PDF. Raises UnreadableSource where OCR is not installed."""
    engine = _engine()
    from healthkpi.ingest.readers.pdf import MEDIA_TYPE, open_pdf

    document = open_pdf(data)
    images = []
    for index in range(len(document)):
        page = document[index]
        image = page.render(scale=_SCALE).to_pil().convert("RGB")
        images.append((image, 1 / _SCALE, page.get_height()))
        page.close()
    document.close()
    return _content(images, MEDIA_TYPE, engine)


@cache
def _engine() -> Any:
    if find_spec("rapidocr") is None:
        raise UnreadableSource(
            "The pages are pictures without text. Install the reader for scans with "
            "pip install 'healthkpi[ocr]', or ingest a version with text."
        )
    import rapidocr

    return rapidocr.RapidOCR(params={"Global.log_level": "error"})


def _content(images: list[tuple[Any, float, float]], media_type: str, engine: Any) -> Content:
    builder = ContentBuilder()
    elements: list[Element] = []
    for number, (image, scale, height) in enumerate(images, 1):
        lines = _lines(engine(image), scale, height)
        last = elements[-1] if elements else None
        before = last if isinstance(last, Paragraph) else None
        elements += build_paragraphs(order_columns(lines), number, before)
    write_elements(builder, elements)
    text = builder.text()
    if not text.strip():
        raise UnreadableSource("OCR finds no text on the pages. Scan them at 300 dpi or more.")
    return Content(
        text, media_type, "ocr", blocks=tuple(builder.blocks), boxes=tuple(builder.boxes)
    )


def _lines(result: Any, scale: float, height: float) -> list[Line]:
    """The lines OCR found, their characters spread evenly over the line's box."""
    lines = []
    found = (
        zip(result.boxes, result.txts, result.scores, strict=True)
        if result.boxes is not None
        else ()
    )
    for corners, text, score in found:
        if score < _MIN_SCORE or not text.strip():
            continue
        left, right = (float(side(x for x, _ in corners)) * scale for side in (min, max))
        top, bottom = (height - float(side(y for _, y in corners)) * scale for side in (min, max))
        lines.append(make_line(_spread(text.strip(), left, bottom, right, top)))
    return lines


def _spread(text: str, left: float, bottom: float, right: float, top: float) -> list[Glyph]:
    """Glyphs for the characters of a line; an ASCII character is half as wide as a hanzi."""
    widths = [1 if char.isascii() else 2 for char in text]
    step = (right - left) / sum(widths)
    glyphs: list[Glyph] = []
    at, blank = left, False
    for char, width in zip(text, widths, strict=True):
        end = at + width * step
        if not char.isspace():
            box = (at, bottom, end, top)
            glyphs.append(Glyph(char, *box, top - bottom, box, blank))
        blank, at = char.isspace(), end
    return glyphs
