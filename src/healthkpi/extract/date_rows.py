"""Dates in a row, each with a number of its own: 2021年、2022年和2023年分别为A、B和C."""

from __future__ import annotations

import re
from collections.abc import Sequence

from healthkpi.extract.attachment import in_run
from healthkpi.extract.draft import Draft
from healthkpi.extract.marks import Mark, row_of
from healthkpi.extract.periods import whole_year

_RUN = re.compile(r"(?:分别|依次)[^\d,;。]{0,10}([^,;。]+)")
_LINK = re.compile(r"[、和与及]|以及")


class DateRow:
    """Deals the dates of a row to the numbers of a sentence, from left to right."""

    def __init__(self) -> None:
        self.last: tuple[Mark, int] | None = None  # the end of a row, and whose turn it was

    def share(self, marks: Sequence[Mark], found: Mark, draft: Draft, text: str) -> Mark | None:
        """The date of the row ending with ``found`` that is the number's; None for no row."""
        row = row_of(marks, found, text)
        told = "分别" in text[found.end : draft.start]
        if len(row) == 1 and told:
            row = _years_of(found, text)
        if len(row) < 2 or not (told or in_run(draft, text)):
            return None
        again = self.last is not None and self.last[0] == row[-1]
        place = self.last[1] + 1 if again and self.last else 0
        self.last = (row[-1], place)
        return row[min(place, len(row) - 1)]


def _years_of(mark: Mark, text: str) -> list[Mark]:
    """Each year of 2017年至2019年 where as many numbers follow: 分别为A、B、C."""
    first, last = mark.period.first_year, mark.year
    told = _RUN.search(text, mark.end, mark.end + 120)
    numbers = [part for part in _LINK.split(told[1]) if re.search(r"\d", part)] if told else []
    if first == last or len(numbers) != last - first + 1:
        return [mark]
    return [mark._replace(period=whole_year(year)) for year in range(first, last + 1)]
