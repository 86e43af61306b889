"""The characters of a PDF page with their boxes, as pdfium sees them."""

from __future__ import annotations

from typing import Any, NamedTuple

Box = tuple[float, float, float, float]
_SPACES = frozenset(" \t\u00a0\u3000\u2002\u2003")


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
        glyphs.append(Glyph(char, *_displayed(cell, size), em, box, blank))
        blank = False
    text.close()
    return _undoubled(_with_heights(glyphs)), size


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
