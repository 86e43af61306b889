"""Parts of a whole: which words of a phrase send its claim to a breakdown ``key=value``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from healthkpi.vocabulary.wording import normal_form

TOTAL = "total"


class _Part(NamedTuple):
    word: str
    key: str
    value: str


class Parts:
    """The part words an entry knows, longest first."""

    def __init__(self, parts: Iterable[_Part]) -> None:
        self._parts = tuple(sorted(parts, key=lambda part: -len(part.word)))

    @classmethod
    def read(cls, data: Mapping[str, Iterable[str] | Mapping[str, Iterable[str]]]) -> Parts:
        """Parts from ``{key: [word, …]}`` or ``{key: {value: [word, …]}}``."""
        found = []
        for key, values in data.items():
            named = values if isinstance(values, Mapping) else {value: [value] for value in values}
            for value, words in named.items():
                found += [_Part(normal_form(word), key, value) for word in words]
        return cls(found)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that speak of a part."""
        return tuple(part.word for part in self._parts)

    def find(self, text: str, found: dict[str, str]) -> None:
        """Put the parts that ``text`` speaks of into ``found``: of one key, the longest word."""
        for part in self._parts:
            if part.word in text:
                found.setdefault(part.key, part.value)

    def take(self, text: str, found: dict[str, str]) -> str:
        """``text`` without the part words it holds, whose keys and values go into ``found``."""
        for part in self._parts:
            if part.word in text:
                text = text.replace(part.word, "|")
                found.setdefault(part.key, part.value)
        return text


def breakdown_of(found: Mapping[str, str]) -> str:
    """The parts found as ``key=value``, several joined by ``;``; ``total`` for none."""
    return ";".join(f"{key}={found[key]}" for key in sorted(found)) or TOTAL
