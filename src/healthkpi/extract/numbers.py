"""Numbers of a text, as a careful reader takes them: the public way in.

``find_numbers`` takes any Chinese text, ``read_number`` a single expression. Inside the extractor,
which holds simplified half-width text already, :func:`healthkpi.extract.number_scan.scan` does the
same without the conversion.
"""

from __future__ import annotations

from functools import cache

from healthkpi.extract.number_parse import parse_any
from healthkpi.extract.number_scan import scan
from healthkpi.models import Number
from healthkpi.vocabulary.load import read_yaml

__all__ = ["find_numbers", "read_number", "scan"]


@cache
def _widths() -> dict[int, str]:
    """Full-width and traditional forms to what the scanner reads, one character for one."""
    table = {0xFF10 + n: str(n) for n in range(10)}
    table.update({0xFF21 + n: chr(0x41 + n) for n in range(26)})
    table.update({0xFF41 + n: chr(0x61 + n) for n in range(26)})
    table.update({0x3000: " ", 0xA0: " "})
    table.update({ord(wide): half for wide, half in zip("％．－／", "%.-/", strict=True)})
    variants = read_yaml("numerals.yaml")["variants"]
    old, new = ("".join(variants[side].split()) for side in ("from", "to"))
    table.update({ord(a): b for a, b in zip(old, new, strict=True)})
    return table


def find_numbers(text: str) -> list[Number]:
    """Every number ``text`` states, in reading order, spans into ``text`` (code points, base 0).

    Digits may be half or full width, numerals simplified or traditional. A range has no value but
    ``low`` and ``high``. Dates, list numbers and numbers in names are numbers too; what they are
    taken for is decided later, by the reader of the whole document.
    """
    return list(scan(text if text.isascii() else text.translate(_widths())))


def read_number(text: str) -> Number | None:
    """The number that the whole of ``text`` states, or None.

    ``read_number("三百余万").value == 3000000`` with comparator ``gt``.
    """
    stripped = text.strip()
    offset = text.find(stripped)
    simple = stripped if stripped.isascii() else stripped.translate(_widths())
    numbers = list(scan(simple))
    if len(numbers) == 1 and not numbers[0].start and numbers[0].end == len(stripped):
        number = numbers[0]
        return number._replace(start=offset, end=offset + number.end) if offset else number
    # What only a text of its own makes a number: 一一, 幺八九, 一百点123.
    value = parse_any(simple) if simple else None
    if value is None:
        return None
    return Number(value, None, None, "", "eq", offset, offset + len(stripped))
