"""Speaking to people on stderr, handing data to stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from healthkpi.commands.options import Language, language
from healthkpi.vocabulary.load import read_yaml


class Talk:
    """How one command speaks: its language, how much it says, and in which form."""

    def __init__(
        self, lang: Language | None = None, *, quiet: bool = False, as_json: bool = False
    ) -> None:
        self.lang = language(lang)
        self.quiet = quiet
        self.as_json = as_json

    def words(self, key: str, **values: Any) -> str:
        """The message ``key`` in the command's language, filled in."""
        text: str = read_yaml("messages.yaml")[key][self.lang]
        return text.format(**values) if values else text

    def say(self, key: str, **values: Any) -> None:
        """Say the message ``key`` on stderr, unless asked to be quiet."""
        if not self.quiet:
            self.warn(self.words(key, **values))

    def warn(self, text: str) -> None:
        """Say ``text`` on stderr, quiet or not."""
        sys.stderr.write(f"{text}\n")

    def track(self, items: Sequence[Any], doing: str) -> Iterable[Any]:
        """Go through ``items`` with a progress bar on stderr, where a person looks at it."""
        if self.quiet or not sys.stderr.isatty() or not items:
            return items
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeRemainingColumn as Remaining

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Remaining())
        progress = Progress(*columns, console=Console(stderr=True))

        def steps() -> Iterable[Any]:
            with progress:
                yield from progress.track(items, description=self.words(doing))

        return steps()

    def put_json(self, data: Any) -> None:
        """Put ``data`` on stdout as JSON."""
        text = json.dumps(data, ensure_ascii=False, indent=2, default=float)  # default: Decimal
        sys.stdout.write(text + "\n")

    def put_lines(self, lines: Iterable[str]) -> None:
        """Put ``lines`` on stdout."""
        sys.stdout.writelines(f"{line}\n" for line in lines)

    def put_table(self, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Put a table on stdout: drawn for a terminal, separated by tabs for a pipe."""
        cells = [["" if value is None else str(value) for value in row] for row in rows]
        if self.as_json:
            self.put_json([dict(zip(columns, row, strict=True)) for row in rows])
        elif sys.stdout.isatty():
            _draw(columns, cells)
        else:
            self.put_lines("\t".join(" ".join(c.split()) for c in row) for row in [columns, *cells])

    def put_facts(self, facts: Mapping[str, str]) -> None:
        """Put names and values on stdout, aligned also where characters are two columns wide."""
        from rich.cells import cell_len

        width = max(map(cell_len, facts), default=0)
        self.put_lines(f"{k}{' ' * (width - cell_len(k))}  {v}" for k, v in facts.items())


def _draw(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for at, column in enumerate(columns):
        numeric = all(_is_number(row[at]) for row in cells if row[at])
        # Without a limit the longest phrase would squeeze all other columns.
        drawn.add_column(
            column, justify="right" if numeric else "left", overflow="fold", max_width=60
        )
    for row in cells:
        drawn.add_row(*map(Text, row))
    Console().print(drawn)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).lstrip("-").isdigit()
