"""Tables that lost their lines: ``指标 2020年 2025年 婴儿死亡率(‰) 6.8 ≤5`` in running text.

A run of column headers, then labels each followed by as many values as there are headers, is read
as the table it was. Where the counts differ, the values are cells without a column: nobody can say
which is which, and none of them is a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from healthkpi.ingest.script import to_narrow, to_simplified
from healthkpi.ingest.tables import header_words, is_value, strip_unit
from healthkpi.models import Block

_TOKEN = re.compile(r"\S+")
_YEAR_HEADER = re.compile(r"(?:19|20)\d\d年?(?P<rest>[^\d\s，。；]{0,8})")
_UNIT_IN = re.compile(r"[(（]([^()（）]{1,10})[)）]$")
_CELL = r"(?:[≥≤<>＞＜]{0,2}\d[\d.,]*\S{0,3}|[-—]+)"
_UNIT_AND_VALUES = re.compile(rf"[)）]\s+{_CELL}\s+{_CELL}(?!\S)")
_MISSING = frozenset(("-", "—", "——", "--", "/", "…"))
_MAX_LABEL = 40


class Token(NamedTuple):
    """A run of characters without a blank, and where it is."""

    start: int
    end: int
    text: str


def with_flattened(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A reader's ``blocks`` and the cells of flattened tables outside them, in reading order."""
    taken = bytearray(len(text))
    for block in blocks:
        if block.kind in ("cell", "header"):
            taken[block.start : block.end] = b"\1" * (block.end - block.start)
    simple = to_narrow(to_simplified(text))  # of the same length
    found = [b for b in find_flattened(simple) if not any(taken[b.start : b.end])]
    return tuple(sorted((*blocks, *found), key=lambda block: block.start))


def find_flattened(text: str) -> Iterator[Block]:
    """The cells of flattened tables in ``text``, as blocks of it."""
    if not _may_hold(text):
        return
    tokens = [Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        headers = _headers(tokens, at)
        if len(headers) < 2:
            row = list(_headless(tokens, at))
            yield from row
            at += len(row) or 1
            continue
        at += len(headers)
        if at < len(tokens) and tokens[at].text in header_words("nature"):
            at += 1
        at, blocks = _rows(tokens, at, [token.text for token in headers])
        if blocks:
            yield from (Block(token.start, token.end, "header") for token in headers)
            yield from blocks


def _may_hold(text: str) -> bool:
    """Whether a text has what none without a flattened table has: headers, or unit and values."""
    return bool(_UNIT_AND_VALUES.search(text) or _two_headers().search(f" {text} "))


@cache
def _two_headers() -> re.Pattern[str]:
    words = header_words("target") | header_words("baseline") | header_words("actual")
    status = "|".join(map(re.escape, sorted(words)))
    header = rf"(?:(?:19|20)\d\d年?[^\d\s，。；]{{0,8}}|(?:{status})\S{{0,5}})"
    return re.compile(rf"\s{header}\s+{header}\s")  # blanks are rare: the search hops over hanzi


def _headless(tokens: Sequence[Token], at: int) -> Iterator[Block]:
    """A row whose header is nowhere: a label with its unit and several values, of no column."""
    unit = _UNIT_IN.search(tokens[at].text)
    if not unit or unit[1] not in header_words("units"):
        return
    values = _values(tokens, at + 1, len(tokens))
    if len(values) > 1:
        yield from _row_blocks([tokens[at]], values, [""] * len(values), "")


def _headers(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    end = at
    while end < len(tokens) and _is_header(tokens[end].text):
        end += 1
    return tokens[at:end]


def _is_header(token: str) -> bool:
    status = header_words("target") | header_words("baseline") | header_words("actual")
    match = _YEAR_HEADER.fullmatch(token)
    rest = match["rest"] if match else token
    if not rest:
        return True
    return len(rest) <= 6 and any(rest.startswith(word) for word in status)


def _rows(tokens: Sequence[Token], at: int, headers: list[str]) -> tuple[int, list[Block]]:
    """Rows from ``at`` on: the index after the last, and their cells.

    Where no row has as many values as there are headers, nor a unit, it was no table.
    """
    blocks: list[Block] = []
    while at < len(tokens):
        label, first = _label(tokens, at)
        if not label:
            break
        values = _values(tokens, first, len(headers))
        if not values:
            break
        after = first + len(values)
        nature = _nature(tokens, after)
        aligned = headers if len(values) == len(headers) else [""] * len(values)
        blocks += _row_blocks(label, values, aligned, nature)
        at = after + bool(nature)
    is_table = any(block.column or block.unit for block in blocks if block.kind == "cell")
    return at, blocks if is_table else []


def _label(tokens: Sequence[Token], at: int) -> tuple[list[Token], int]:
    """The tokens that name the row, a row number left out, and the index of its first value."""
    numbered = tokens[at].text.rstrip(".、").isdigit() and at + 1 < len(tokens)
    if numbered and not is_value(tokens[at + 1].text):
        at += 1
    label: list[Token] = []
    while at < len(tokens) and not _is_cell(tokens[at].text):
        label.append(tokens[at])
        at += 1
        size = sum(len(token.text) for token in label)
        if size > _MAX_LABEL or any(mark in label[-1].text for mark in "。；！？"):
            return [], at
    return label, at


def _values(tokens: Sequence[Token], at: int, wanted: int) -> Sequence[Token]:
    """The values from ``at`` on; one too many before the next label is that row's number."""
    end = at
    while end < len(tokens) and _is_cell(tokens[end].text):
        end += 1
    if end - at == wanted + 1 and end < len(tokens) and tokens[end - 1].text.isdigit():
        end -= 1
    return tokens[at:end]


def _is_cell(token: str) -> bool:
    return token in _MISSING or (is_value(token) and token not in header_words("units"))


def _nature(tokens: Sequence[Token], at: int) -> str:
    found = tokens[at].text if at < len(tokens) else ""
    return found if found in header_words("nature_values") else ""


def _row_blocks(
    label: list[Token], values: Sequence[Token], headers: Sequence[str], nature: str
) -> Iterator[Block]:
    names = [token.text for token in label]
    unit = ""
    if len(names) > 1 and names[-1].strip("()（）") in header_words("units"):
        unit = names.pop().strip("()（）")
    name = "".join(names)
    inner = _UNIT_IN.search(name)
    if not unit and inner and inner[1] in header_words("units"):
        unit = inner[1]
    yield from (Block(token.start, token.end, "header") for token in label)
    for token, header in zip(values, headers, strict=True):
        column = " > ".join(part for part in (header, nature) if part)
        yield Block(token.start, token.end, "cell", None, strip_unit(name), column, "", unit)
