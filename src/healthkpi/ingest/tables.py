"""What the cells of a table mean: header rows, label columns, units, merged cells.

Rows come in as texts, with None for a cell that a merged one covers. Nothing here knows a format,
so a table reads the same from HTML, DOCX, XLSX, PDF and tab-separated text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from healthkpi.ingest.script import to_narrow, to_simplified
from healthkpi.models import Block
from healthkpi.vocabulary.load import read_yaml

Grid = Sequence[Sequence[str | None]]
Role = Literal["number", "unit", "nature", "note", "label", "value"]

_DATED = re.compile(r"(?:19|20)\d\d\s*(?:年|$)|(?:19|20)\d\d\s*[-—－~～/至]+\s*(?:19|20)\d\d")
_MONTH = re.compile(r"\s*(?:\d{1,2}\s*月份?|[一二三四1-4]季度|第\d{1,2}周)\s*")
_VALUE = re.compile(
    r"(?:[≥≤><=＞＜≧≦~约超近达第+\-－﹣−±±]|大于|小于|不低于|不高于|不少于|不超过|低于|高于|超过|达到|控制在|下降|上升|增长|提高|减少|"
    r"增加|百分之|每|\s)*[\d０-９][\d０-９.,，．]*"
    r"(?:\s*[-—－~～至]+\s*[\d０-９][\d０-９.,，．]*)?\s*(?P<unit>.*?)"
    r"(?:\s|[(（].*[)）]|左右|及?以[上下内外]|[*#＊①②③]|\+)*",
    re.DOTALL,
)
_PARENTHESES = re.compile(r"[(（\[［]([^()（）\[\]［］]{1,12})[)）\]］]")
_CAPTION_UNIT = re.compile(r"(?:计量)?单位\s*[:：]\s*([^\s)）;；,，、。]{1,8})")
_MAX_UNIT = 3  # characters behind a cell's number that may be a unit not in the word list


class Bearing(NamedTuple):
    """What is known of one cell."""

    kind: Literal["header", "cell"]
    row: str = ""
    column: str = ""
    unit: str = ""
    nature: str = ""

    def block(self, start: int, end: int, caption: str, page: int | None) -> Block:
        """The cell as a block of the text it was written into."""
        column = " > ".join(part for part in (self.column, self.nature) if part)
        return Block(start, end, self.kind, page, self.row, column, caption, self.unit)


def describe_table(grid: Grid, caption: str = "") -> list[list[Bearing]]:
    """The bearings of every cell, in the shape of ``grid``.

    ``row`` is the row's labels from the general to the particular, ``column`` the column's headers
    and the row's nature (预期性, 约束性), each joined by `` > ``; ``unit`` as the table writes it.
    """
    width = max((len(row) for row in grid), default=0)
    rows: list[list[str | None]] = [list(row) + [""] * (width - len(row)) for row in grid]
    clean = [[None if cell is None else _squash(cell) for cell in row] for row in rows]
    head = _header_rows(clean)
    headers = _column_headers(clean[:head], width)
    roles = _column_roles(headers, clean[head:])
    titles = " ".join([caption, *_spanning(clean[:head])])
    table = _Table(headers, roles, _caption_unit(titles), [])
    described = [[Bearing("header") for _ in row] for row in clean[:head]]
    described += [table.describe(row) for row in clean[head:]]
    return [bearings[: len(row)] for bearings, row in zip(described, grid, strict=True)]


class _Table(NamedTuple):
    headers: list[str]
    roles: list[Role]
    unit: str
    above: list[str]  # the row before, with merged cells filled in

    def describe(self, row: list[str | None]) -> list[Bearing]:
        filled = self._fill(row)
        self.above[:] = filled
        return [self._bearing(filled, index) for index in range(len(row))]

    def _fill(self, row: list[str | None]) -> list[str]:
        """Covered cells take the value above; so do empty label cells left of a full one."""
        filled: list[str] = []
        last = max((i for i, c in enumerate(row) if c and self.roles[i] == "label"), default=-1)
        for index, cell in enumerate(row):
            inherits = cell is None or (not cell and index < last and self.roles[index] == "label")
            above = self.above[index] if self.above else ""
            filled.append(above if inherits and self.roles[index] != "value" else cell or "")
        return filled

    def _bearing(self, row: list[str], index: int) -> Bearing:
        if self.roles[index] != "value":
            return Bearing("header", column=strip_unit(self.headers[index]))
        columns = self._labels_of(index)
        named = [at for at in columns if self._names_indicators(at)]
        labels = [row[at] for at in columns if row[at] and at >= min(named, default=0)]
        units = [row[at] for at, role in enumerate(self.roles) if role == "unit"]
        nature = next((row[at] for at, role in enumerate(self.roles) if role == "nature"), "")
        column = self.headers[index]
        unit = next((unit for unit in units if _is_unit(unit)), "")
        unit = unit or _last_unit(labels) or _last_unit([column]) or self.unit
        names = [strip_unit(label) for label in labels]
        row_label = " > ".join(dict.fromkeys(name for name in names if name))
        return Bearing("cell", row_label, strip_unit(column), unit, nature)

    def _names_indicators(self, column: int) -> bool:
        """Whether a label column says that it names the indicators; those left of it are groups."""
        return strip_unit(self.headers[column].rsplit(" > ", maxsplit=1)[-1]) in _words()["label"]

    def _labels_of(self, index: int) -> list[int]:
        """The label columns a value belongs to: the nearest run of them to its left."""
        at = index
        while at >= 0 and self.roles[at] != "label":
            at -= 1
        found: list[int] = []
        while at >= 0 and self.roles[at] in ("label", "number"):
            if self.roles[at] == "label":
                found.insert(0, at)
            at -= 1
        return found


def is_value(cell: str | None) -> bool:
    """Whether a cell holds a figure, not a year, a name or prose."""
    if not cell or _DATED.match(cell) or _MONTH.fullmatch(cell):
        return False
    match = _VALUE.fullmatch(cell)
    unit = match["unit"].strip("()（） ") if match else ""
    return bool(match) and (len(unit) <= _MAX_UNIT or unit in _words()["units"])


def strip_unit(label: str) -> str:
    """``label`` without a unit in parentheses: 床位数（张） is 床位数."""

    def drop(match: re.Match[str]) -> str:
        return "" if _is_unit(match[1]) else match[0]

    return _PARENTHESES.sub(drop, label).strip()


def header_words(kind: str) -> frozenset[str]:
    """The words of ``vocabulary/tables.yaml`` under ``kind``."""
    return _words()[kind]


@cache
def _words() -> dict[str, frozenset[str]]:
    return {kind: frozenset(map(str, words)) for kind, words in read_yaml("tables.yaml").items()}


def _squash(text: str) -> str:
    """A cell in the script and width its words are known in, without the blanks that fill it."""
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", to_narrow(to_simplified(text)))


def _is_unit(text: str) -> bool:
    return text.removeprefix("单位").strip(":： ") in _words()["units"]


def _last_unit(labels: Sequence[str]) -> str:
    for label in reversed(labels):
        for inner in reversed(_PARENTHESES.findall(label)):
            if _is_unit(inner):
                return str(inner).removeprefix("单位").strip(":： ")
    return ""


def _caption_unit(caption: str) -> str:
    match = _CAPTION_UNIT.search(caption)
    return match[1] if match else _last_unit([caption])


def _spanning(rows: Sequence[Sequence[str | None]]) -> list[str]:
    """Texts of rows with one cell only: the table's own title or unit line."""
    texts = [[cell for cell in row if cell] for row in rows]
    return [cells[0] for cells in texts if len(cells) == 1]


def _header_rows(rows: Sequence[Sequence[str | None]]) -> int:
    """How many rows stand above the first that holds a value; 0 for a table without a header."""
    for index, row in enumerate(rows):
        values = [at for at, cell in enumerate(row) if is_value(cell)]
        if values and not (values == [0] and len(row) > 1 and _is_group(row)):
            return index
    return len(rows)


def _is_group(row: Sequence[str | None]) -> bool:
    return sum(bool(cell) for cell in row) == 1


def _column_headers(rows: Sequence[Sequence[str | None]], width: int) -> list[str]:
    """Each column's headers from top to bottom, joined by `` > ``; merged ones counted once."""
    spread: list[list[str]] = []
    for row in rows:
        if _is_group(row) and width > 1:
            continue  # the table's title
        filled: list[str] = []
        for index, cell in enumerate(row):
            left = filled[index - 1] if index else ""
            if not cell and spread:
                covered_left = cell is None and index and row_covers(row, index, spread[-1])
                left = left if covered_left else spread[-1][index]
            filled.append(cell or left)
        spread.append(filled)
    columns = [dict.fromkeys(row[at] for row in spread if row[at]) for at in range(width)]
    return [" > ".join(column) for column in columns]


def row_covers(row: Sequence[str | None], index: int, above: Sequence[str]) -> bool:
    """Whether a covered header cell belongs to the cell at its left and not to the one above."""
    return bool(row[index - 1]) and above[index] == above[index - 1]


def _column_roles(headers: list[str], body: Sequence[Sequence[str | None]]) -> list[Role]:
    roles = [_role_by_header(header) for header in headers]
    cells = [[row[at] for row in body if row[at]] for at in range(len(headers))]
    for at, role in enumerate(roles):
        if role is None:
            roles[at] = _role_by_cells(cells[at], first=at == 0)
    first_value = next((at for at, role in enumerate(roles) if role == "value"), len(roles))
    named = [at for at, role in enumerate(roles) if role == "label" and at < first_value]
    if not named and first_value < len(roles) and first_value == 0:
        roles[0] = "label"  # a table must name its rows somewhere
    return [role or "label" for role in roles]


def _role_by_header(header: str) -> Role | None:
    words = _words()
    last = strip_unit(header.rsplit(" > ", maxsplit=1)[-1])
    for role, kind in (("number", "row_number"), ("unit", "unit"), ("nature", "nature")):
        if last in words[kind]:
            return role  # type: ignore[return-value]  # the three literals above
    if last in words["note"]:
        return "note"
    return "label" if last in words["label"] else None


def _role_by_cells(cells: Sequence[str | None], *, first: bool) -> Role:
    values = sum(is_value(cell) for cell in cells)
    if (
        first
        and cells
        and [str(cell).rstrip(".、") for cell in cells]
        == [str(number) for number in range(1, len(cells) + 1)]
    ):
        return "number"
    words = _words()
    if cells and all(cell in words["nature_values"] for cell in cells):
        return "nature"
    if cells and all(_is_unit(str(cell)) for cell in cells):
        return "unit"
    return "value" if values * 3 >= len(cells) and values else "label"
