"""What every reader returns, and the builder that readers of structured formats write it with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from healthkpi.ingest.tables import describe_table
from healthkpi.models import Block, CharBox, Repair

Box = tuple[float, float, float, float]


class Content(NamedTuple):
    """A source as its reader read it. All offsets count in ``text``, which becomes source_text."""

    text: str
    media_type: str
    reader: str
    encoding: str = "utf-8"
    blocks: tuple[Block, ...] = ()
    boxes: tuple[CharBox, ...] = ()
    repairs: tuple[Repair, ...] = ()
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


class Reader(Protocol):
    """Reads the bytes of one format; ``declared`` is the charset told from outside, if any."""

    def __call__(self, data: bytes, declared: str | None = None) -> Content:
        """Read ``data``. Raises UnreadableSource for bytes it cannot make text of."""


@dataclass
class ContentBuilder:
    """Puts paragraphs and tables one after the other and keeps account of where each lies."""

    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    boxes: list[CharBox] = field(default_factory=list)
    size: int = 0

    def add(self, text: str, kind: str = "paragraph", page: int | None = None) -> int:
        """Add a paragraph of its own line; where it begins is returned."""
        start = self._append(text)
        if text.strip():
            self.blocks.append(Block(start, self.size, kind, page))
        self._append("\n")
        return start

    def add_table(
        self,
        grid: Sequence[Sequence[str | None]],
        caption: str = "",
        page: int | None = None,
    ) -> list[list[int]]:
        """Add a table, a line a row and a tab between cells; where each cell begins is returned.

        None stands for a cell covered by a merged one; the merged cell's text is written once.
        """
        described = describe_table(grid, caption)
        starts: list[list[int]] = []
        for row, bearings in zip(grid, described, strict=True):
            starts.append([])
            for index, (cell, bearing) in enumerate(zip(row, bearings, strict=True)):
                if index:
                    self._append("\t")
                start = self._append(flat(cell or ""))
                starts[-1].append(start)
                if self.size > start:
                    self.blocks.append(bearing.block(start, self.size, caption, page))
            self._append("\n")
        self._append("\n")
        return starts

    def _append(self, text: str) -> int:
        start = self.size
        self.pieces.append(text)
        self.size += len(text)
        return start

    def text(self) -> str:
        """All of it."""
        return "".join(self.pieces)


def flat(text: str) -> str:
    """A cell's text on one line; lines broken inside Chinese are joined without a space."""
    lines = [line.strip() for line in text.replace("\t", " ").splitlines() if line.strip()]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        glue = " " if joined[-1].isascii() and line[0].isascii() else ""
        joined += glue + line
    return joined
