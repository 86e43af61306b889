"""What a result depends on, as short digests: when one changes, the result is stale."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from healthkpi.version import __version__

_PACKAGE = Path(__file__).parents[1]
_READING = ("ingest", "vocabulary", "models.py")
_RULES = ("extract", "resolve", "vocabulary", "models.py")


@cache
def reading_version() -> str:
    """Digest of everything that turns bytes into a document."""
    return _digest_of(_READING)


@cache
def rules_version() -> str:
    """Digest of the ruleset: everything that turns a document into claims, words and code."""
    return _digest_of(_RULES)


def rules_version_with(catalogue: Path | None) -> str:
    """The version of the ruleset together with a user's own catalogue.

    Raises:
        OSError: the catalogue cannot be read.
    """
    if catalogue is None:
        return rules_version()
    return digest([rules_version().encode(), catalogue.read_bytes()])


def digest(parts: Iterable[bytes]) -> str:
    """16 hex digits over all ``parts``, and over where one ends and the next begins."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()[:16]


def _digest_of(names: Iterable[str]) -> str:
    files: list[Path] = []
    for name in names:
        top = _PACKAGE / name
        files += [top] if top.is_file() else sorted(top.rglob("*"))
    kept = [file for file in files if file.suffix in {".py", ".yaml", ".csv", ".txt"}]
    parts = [[file.relative_to(_PACKAGE).as_posix().encode(), file.read_bytes()] for file in kept]
    return digest([__version__.encode(), *(part for pair in parts for part in pair)])
