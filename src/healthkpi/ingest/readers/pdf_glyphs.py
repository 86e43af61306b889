"""The characters of a PDF page with their boxes, as pdfium sees them."""

from __future__ import annotations

from typing import Any, NamedTuple

Box = tuple[float, float, float, float]
_SPACES = frozenset(" \t\u00a0\u3000\u2002\u2003")


_NO_WIDTH = 0.01  # points


class Glyph(NamedTuple):
    """A character where it is seen: ``left … top`` is its cell on the page as displayed.

    ``box`` is the ink's box in the page's own coordinates, which on a rotated page are others.
    Both are in points from the bottom left. ``blank`` tells of a space character before it.
    """

    char: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    box: Box
    blank: bool = False


class PageSize(NamedTuple):
    """Displayed width and height in points, and the rotation in degrees clockwise."""

    width: float
    height: float
    rotation: int


def read_glyphs(page: Any) -> tuple[list[Glyph], PageSize]:
    """The characters of a pypdfium2 page in drawing order, spaces and doubled ones left out."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    size = PageSize(width, height, page.get_rotation())
    text = page.get_textpage()
    glyphs: list[Glyph] = []
    blank = False
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        char = chr(code) if code else ""
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or not char or char in "\r\n\ufffe\ufeff":
            continue
        if char in _SPACES:
            blank = True
            continue
        cell, box = text.get_charbox(index, loose=True), text.get_charbox(index)
        em = pdfium.FPDFText_GetFontSize(text, index)
        glyphs.append(Glyph(char, *_displayed(cell, size), em, _ink(box, cell), blank))
        blank = False
    text.close()
    return _undoubled(_with_heights(glyphs)), size


def find_lost(page: Any, plumber_page: Any, size: PageSize) -> list[Glyph]:
    """Characters pdfium leaves out: alone in their text object, of a font that is nowhere.

    Where a font is neither embedded nor installed, a lone character has no extent for pdfium, and
    its text extraction skips it; pdfplumber needs no font.
    """
    import pypdfium2.raw as pdfium

    bounds = [text.get_bounds() for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])]
    lost = {(round(b[0]), round(b[1])) for b in bounds if b[2] - b[0] < _NO_WIDTH}
    if not lost or size.rotation:
        return []
    found = []
    for char in plumber_page.chars:
        spot = (round(char["matrix"][4]), round(char["matrix"][5]))
        if spot in lost and not char["text"].isspace():
            box = (char["x0"], char["y0"], char["x1"], char["y1"])
            found.append(Glyph(char["text"], *box, char["size"], box))
    return found


def has_lost(page: Any) -> bool:
    """Whether a page has text objects without extent."""
    import pypdfium2.raw as pdfium

    texts = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
    return any(right - left < _NO_WIDTH for left, _, right, _ in (t.get_bounds() for t in texts))


def _ink(box: Box, cell: Box) -> Box:
    """The ink's box; the cell's where the font is missing and there is no ink."""
    flat = box[3] - box[1] < 0.03 * (cell[3] - cell[1])
    thin = box[2] - box[0] < 0.03 * (cell[2] - cell[0])
    return cell if flat or thin else box


def _displayed(box: Box, size: PageSize) -> Box:
    left, bottom, right, top = box
    if size.rotation == 90:
        return (bottom, size.height - right, top, size.height - left)
    if size.rotation == 180:
        return (size.width - right, size.height - top, size.width - left, size.height - bottom)
    if size.rotation == 270:
        return (size.width - top, left, size.width - bottom, right)
    return box


def _with_heights(glyphs: list[Glyph]) -> list[Glyph]:
    """Font sizes that a text matrix scales are told by the glyphs' own heights instead."""
    return [
        glyph._replace(size=max(glyph.top - glyph.bottom, glyph.right - glyph.left))
        if glyph.size < 3 or glyph.size > 100
        else glyph
        for glyph in glyphs
    ]


def _undoubled(glyphs: list[Glyph]) -> list[Glyph]:
    """Poor man's bold draws a character twice, a hair apart: one of the two is enough."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], Glyph] = {}
    for glyph in glyphs:
        near = glyph.size * 0.12
        key = (glyph.char, round(glyph.left / 4), round(glyph.bottom / 4))
        twins = (
            seen.get((key[0], key[1] + dx, key[2] + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)
        )
        if any(
            twin and abs(twin.left - glyph.left) < near and abs(twin.bottom - glyph.bottom) < near
            for twin in twins
        ):
            continue
        seen[key] = glyph
        kept.append(glyph)
    return kept
