"""Sections in the order of their numbers, where a page cut into columns mixed them up."""

from __future__ import annotations

import re

from healthkpi.ingest.offsets import Mapped

_HAN_DIGITS = "一二三四五六七八九十"
_FEWEST = 4  # headings: with fewer, an order is too easily a coincidence
_STYLES = tuple(
    re.compile(rf"(?m)^[ \t\u3000]*{style}[^\n。；]{{1,40}}$")
    for style in (
        rf"第([{_HAN_DIGITS}]{{1,3}})[章部][ \u3000]*",
        rf"([{_HAN_DIGITS}]{{1,3}})、",
        r"(\d{1,2})(?:、|[.．](?!\d))[ \u3000]*(?=[\u4e00-\u9fff])",
    )
)


def sort_sections(text: str) -> Mapped | None:
    """``text`` with its sections in order and the way back, or None where they are.

    Only a full set of headings 1 to n, each there once, with one section out of place, is sorted:
    anything else may be several lists.
    """
    for style in _STYLES:
        headings = list(style.finditer(text))
        numbers = [_number(match[1]) for match in headings]
        if _one_is_misplaced(numbers):
            starts = [match.start() for match in headings]
            spans = list(zip(starts, [*starts[1:], len(text)], strict=True))
            ordered = [span for _, span in sorted(zip(numbers, spans, strict=True))]
            return _rearrange(text, [(0, starts[0]), *ordered])
    return None


def _one_is_misplaced(numbers: list[int]) -> bool:
    right = list(range(1, len(numbers) + 1))
    if len(numbers) < _FEWEST or numbers == right or sorted(numbers) != right:
        return False
    return any(
        [n for n in numbers if n != moved] == [n for n in right if n != moved] for moved in right
    )


def _number(digits: str) -> int:
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    value = _HAN_DIGITS.index(ones) + 1 if ones else 0
    if ten:
        value += 10 * (_HAN_DIGITS.index(tens[-1]) + 1 if tens else 1)
    return value


def _rearrange(text: str, spans: list[tuple[int, int]]) -> Mapped:
    pieces: list[str] = []
    at: list[int] = []
    for start, end in spans:
        piece, offsets = text[start:end], list(range(start, end))
        if not piece.endswith("\n") and end == len(text) and end != spans[-1][1]:
            # The last section of the page moves up: it needs the line end the page did without.
            piece, offsets = piece + "\n", [*offsets, end - 1]
        pieces.append(piece)
        at += offsets
    return Mapped("".join(pieces), tuple(at), tuple(offset + 1 for offset in at))
