"""The characters of a PDF page with their boxes, as pdfium sees them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]
_SPACES = frozenset(" \t\u00a0\u3000\u2002\u2003")


_NO_WIDTH = 0.02  # points


class Glyph(NamedTuple):
    """A character where it is seen: ``left … top`` is its cell, the page turned upright.

    ``box`` is the ink's box in the page's own coordinates; both are in points, upwards and to the
    right. ``blank`` tells of a space character before it.
    """

    char: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    box: Box
    blank: bool = False


class Frame(NamedTuple):
    """How a page's own coordinates relate to what is read.

    ``turn`` is how often 90 degrees clockwise make its text upright; ``rotation`` is what the file
    asks viewers to turn the page by, in degrees, which pdfplumber does and pdfium does not.
    """

    turn: int
    rotation: int
    media: Box

    def upright(self, box: Box) -> Box:
        """A box of the page's own coordinates, turned as its text reads."""
        left, bottom, right, top = box
        if self.turn == 1:
            return bottom, -right, top, -left
        if self.turn == 2:
            return -right, -top, -left, -bottom
        return (-top, left, -bottom, right) if self.turn == 3 else box

    def from_plumber(self, box: Box) -> Box:
        """A box of pdfplumber's (from the bottom left) in the page's own coordinates."""
        left, bottom, right, top = box
        x0, y0, x1, y1 = self.media
        if self.rotation == 90:
            return x1 - top, left + y0, x1 - bottom, right + y0
        if self.rotation == 180:
            return x1 - right, y1 - top, x1 - left, y1 - bottom
        if self.rotation == 270:
            return bottom + x0, y1 - right, top + x0, y1 - left
        return left + x0, bottom + y0, right + x0, top + y0


def read_glyphs(page: Any) -> tuple[list[Glyph], Frame]:
    """The characters of a pypdfium2 page in drawing order, spaces and doubled ones left out."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    count = text.count_chars()
    turns = Counter(_turn(pdfium.FPDFText_GetCharAngle(text, index)) for index in range(count))
    turn = turns.most_common(1)[0][0] if turns else 0
    frame = Frame(turn, page.get_rotation(), page.get_mediabox())
    glyphs: list[Glyph] = []
    blank = False
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        char = chr(code) if code else ""
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or not char or char in "\r\n\ufffe\ufeff":
            continue
        if char in _SPACES:
            blank = True
            continue
        cell, box = text.get_charbox(index, loose=True), text.get_charbox(index)
        em = pdfium.FPDFText_GetFontSize(text, index)
        glyphs.append(Glyph(char, *frame.upright(cell), em, _ink(box, cell), blank))
        blank = False
    text.close()
    return _undoubled(_with_heights(glyphs)), frame


def _turn(angle: float) -> int:
    """The quarter turns clockwise that undo an angle pdfium gives, in radians clockwise."""
    return -round(angle / (math.pi / 2)) % 4 if angle >= 0 else 0


def find_lost(page: Any, plumber_page: Any, frame: Frame, known: list[Glyph]) -> list[Glyph]:
    """Characters pdfium leaves out, as pdfplumber has them; ``known`` are those it gave.

    Where a font is neither embedded nor installed, a lone character has no extent for pdfium, and
    its text extraction skips it; pdfplumber needs no font.
    """
    lost = list(_lost_bounds(page))
    chars = {glyph.char for glyph in known}
    found = []
    for char in plumber_page.chars if lost else ():
        x, y = char["matrix"][4:]
        x, y, *_ = frame.from_plumber((x, y, x, y))
        if char["text"].isspace() or not any(
            left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1
            for left, bottom, right, top in lost
        ):
            continue
        box = frame.from_plumber((char["x0"], char["y0"], char["x1"], char["y1"]))
        glyph = Glyph(char["text"], *frame.upright(box), char["size"], box)
        if glyph.char not in chars or not any(_same_place(glyph, other) for other in known):
            found.append(glyph)
    return found


def has_lost(page: Any) -> bool:
    """Whether a page has text objects without extent."""
    return next(_lost_bounds(page), None) is not None


def _lost_bounds(page: Any) -> Iterator[Box]:
    import pypdfium2.raw as pdfium

    for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = text.get_bounds()
        if right - left < _NO_WIDTH:
            yield left, bottom, right, top


def _same_place(glyph: Glyph, other: Glyph) -> bool:
    near = 0.5 * glyph.size
    return (
        glyph.char == other.char
        and abs(glyph.left - other.left) < near
        and abs(glyph.bottom - other.bottom) < near
    )


def _ink(box: Box, cell: Box) -> Box:
    """The ink's box; the cell's where the font is missing and there is no ink."""
    flat = box[3] - box[1] < 0.03 * (cell[3] - cell[1])
    thin = box[2] - box[0] < 0.03 * (cell[2] - cell[0])
    return cell if flat or thin else box


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
