"""The catalogue of indicators: its schema, its loader, and the search in it.

The entries lie in ``vocabulary/indicators/*.yaml``, one file a family. A user's own entries come
from a file of the same schema (``--catalogue`` or ``HEALTHKPI_CATALOGUE``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from healthkpi.errors import VocabularyError
from healthkpi.models import Measure, ScopeType
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.wording import normal_form

Direction = Literal["higher_better", "lower_better", "neutral"]


class Entry(BaseModel):
    """One indicator: what it is called, what it is measured in, and which phrases mean it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name_zh: str
    name_en: str
    family: str
    measure: Measure
    unit: str = Field(description="base unit, as the panel spells it: %, 每千人, 元 …")
    units: tuple[str, ...] = Field((), description="further units of the same scale")
    strict_unit: bool = Field(
        False, description="the twin of an entry in another unit: a bare number or % is the other's"
    )
    direction: Direction
    aliases: tuple[str, ...] = Field((), description="phrases that mean it by themselves")
    weak_aliases: tuple[str, ...] = Field((), description="phrases that need their sentence")
    require: tuple[tuple[str, ...], ...] = Field((), description="one word of every group")
    exclude: tuple[str, ...] = Field((), description="any of these rules it out")
    also: tuple[str, ...] = Field((), description="words that change nothing here")
    parts: dict[str, tuple[str, ...] | dict[str, tuple[str, ...]]] = Field(
        default_factory=dict, description="its own breakdowns: words by key, or by key and value"
    )
    rest: Literal["none", "some", "any"] = Field(
        "none", description="how much of a phrase may stay unexplained"
    )
    context: Literal["any", "health"] = Field(
        "any", description="health: the words are used outside health too"
    )
    scopes: tuple[ScopeType, ...] = Field(
        (), description="whose figure it can be; empty: anybody's"
    )
    range: tuple[float, float] | None = Field(
        description="plausible for a city and year: warns only"
    )
    source: str = Field(min_length=2, description="the document that defines it")
    examples: tuple[str, ...] = Field(
        min_length=2, description="phrase | unit | measure | breakdown"
    )
    not_: tuple[str, ...] = Field(
        alias="not", min_length=1, description="near misses, written as examples"
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The Chinese name and the aliases: each alone is enough to name the entry."""
        return (self.name_zh, *self.aliases)


@dataclass(frozen=True, slots=True, eq=False)  # compared, and hashed, as the object it is
class Catalogue:
    """The entries by id, in the order of the files; ``own`` are the ids of a user's file."""

    entries: dict[str, Entry]
    own: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, indicator: object) -> bool:
        return indicator in self.entries

    def __getitem__(self, indicator: str) -> Entry:
        return self.entries[indicator]

    def get(self, indicator: str | None) -> Entry | None:
        """The entry of that id, or None."""
        return None if indicator is None else self.entries.get(indicator)


@cache
def read_catalogue(path: Path | None = None) -> Catalogue:
    """The catalogue, with the user's own entries of ``path`` added; read once.

    Raises:
        VocabularyError: an entry does not fit the schema, or an id or alias stands twice.
    """
    folder = files(__package__).joinpath("indicators")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yaml"))
    entries: list[Entry] = []
    for name in (f"indicators/{name}" for name in names):
        entries += _parse(read_yaml(name), name)
    own = _read_own(path) if path else []
    _check_unique([*entries, *own])
    return Catalogue({e.id: e for e in (*entries, *own)}, frozenset(e.id for e in own))


def _read_own(path: Path) -> list[Entry]:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        message = f"catalogue {path} cannot be read: {reason}. Give a UTF-8 YAML list of entries."
        raise VocabularyError(message) from error
    return _parse(raw, str(path))


def _parse(raw: Any, name: str) -> list[Entry]:
    if not isinstance(raw, list):
        raise VocabularyError(f"{name} is not a list of entries. Begin each entry with '- id:'.")
    return [_parse_entry(item, name) for item in raw]


def _parse_entry(item: Any, name: str) -> Entry:
    try:
        return Entry.model_validate(item)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "entry"
        entry = item.get("id", "?") if isinstance(item, dict) else item
        message = f"{name}, entry {entry}: {field}: {first['msg']}. Mend that field."
        raise VocabularyError(message) from error


def _check_unique(entries: Iterable[Entry]) -> None:
    ids: set[str] = set()
    owners: dict[tuple[str, str], str] = {}
    for entry in entries:
        if entry.id in ids:
            raise VocabularyError(f"indicator {entry.id} stands twice. Choose another id.")
        ids.add(entry.id)
        for alias in entry.names:
            owner = owners.setdefault((normal_form(alias), entry.unit), entry.id)
            if owner != entry.id:
                both = f"{owner} and {entry.id}"
                raise VocabularyError(f"alias {alias} belongs to {both}. Keep it in one of them.")


def search_indicators(query: str = "", catalogue: Catalogue | None = None) -> list[Entry]:
    """The entries whose id, Chinese or English names hold every word of ``query``, best first.

    Words are parted by blanks; case does not matter. An empty query gives all.
    """
    found = []
    words = [normal_form(word).lower() for word in query.split()]
    for entry in catalogue or read_catalogue():
        main = f"{entry.id} {entry.name_zh} {entry.name_en} {entry.family}".lower()
        text = f"{normal_form(main)} {' '.join(normal_form(a) for a in entry.aliases)}".lower()
        if all(word in text for word in words):
            missed = sum(word not in normal_form(main) for word in words)
            found.append((missed, len(entry.name_zh) if words else 0, entry))
    return [entry for *_, entry in sorted(found, key=lambda hit: hit[:2])]
