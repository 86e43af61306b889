"""Parts of a whole: which words of a phrase send its claim to a breakdown ``key=value``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from healthkpi.vocabulary.wording import normal_form

TOTAL = "total"
PART = "§"  # stands where a part word was


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
        """Put the parts ``text`` speaks of into ``found``; two of one kind are joined by 、."""
        if not any(part.word in text for part in self._parts):
            return
        left: dict[str, str] = {}
        spans: dict[str, list[tuple[int, str]]] = {}
        for part in self._parts:
            rest = left.get(part.key, text)
            at = rest.find(part.word)
            if at >= 0:
                left[part.key] = rest.replace(part.word, "|" * len(part.word))
                spans.setdefault(part.key, []).append((at, part.value))
        for key, values in spans.items():
            names = dict.fromkeys(value for _, value in sorted(values))
            found.setdefault(key, "、".join(names))

    def take(self, text: str, found: dict[str, str]) -> str:
        """``text`` with ``§`` for the part words it holds, whose values go into ``found``."""
        for part in self._parts:
            if part.word in text:
                text = text.replace(part.word, PART)
                found.setdefault(part.key, part.value)
        return text


def breakdown_of(found: Mapping[str, str]) -> str:
    """The parts found as ``key=value``, several joined by ``;``; ``total`` for none.

    A part called ``total`` is all the parts of its kind together: 社区卫生服务中心(站).
    """
    parts = (f"{key}={found[key]}" for key in sorted(found) if found[key] != TOTAL)
    return ";".join(parts) or TOTAL
