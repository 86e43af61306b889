"""Whether all that healthkpi needs is there and in order."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from healthkpi.errors import HealthkpiError
from healthkpi.store import open_workspace

_NEEDED = (
    "jieba",
    "lxml",
    "opencc",
    "pandas",
    "pdfplumber",
    "pyarrow",
    "pydantic",
    "pypdfium2",
    "python-calamine",
    "python-docx",
    "pyyaml",
    "rich",
    "trafilatura",
    "typer",
    "xlsxwriter",
)
# Distribution, the extra that brings it, and what goes without it.
_OPTIONAL = (
    ("rjieba", "fast", "segmentation is slower"),
    ("dask", "cluster", "no batches on a Dask cluster"),
    ("rapidocr", "ocr", "scanned pages are not read"),
)
_PROGRAMS = (("antiword", "catdoc", "soffice"), "files of Word 97 (.doc) are not read")


class Finding(NamedTuple):
    """One thing looked at: good, bad, or missing where it may be."""

    what: str
    state: Literal["good", "bad", "missing"]
    note: str


def examine(workspace: Path, catalogue: Path | None) -> list[Finding]:
    """Look at Python, the packages, the vocabulary and the workspace."""
    python = Finding("python", "good", sys.version.split()[0])
    return [python, *_packages(), *_programs(), _vocabulary(catalogue), _workspace(workspace)]


def _packages() -> Iterator[Finding]:
    for name in _NEEDED:
        version = _version(name)
        note = version or f"reinstall healthkpi, or: pip install {name}"
        yield Finding(name, "good" if version else "bad", note)
    for name, extra, without in _OPTIONAL:
        version = _version(name)
        note = version or f"{without}; pip install 'healthkpi[{extra}]'"
        yield Finding(name, "good" if version else "missing", note)


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _programs() -> Iterator[Finding]:
    names, without = _PROGRAMS
    found = [name for name in names if shutil.which(name)]
    note = ", ".join(found) or f"{without}; install one of them"
    yield Finding("/".join(names), "good" if found else "missing", note)


def _vocabulary(catalogue: Path | None) -> Finding:
    from healthkpi.vocabulary.catalogue import read_catalogue

    try:
        return Finding("catalogue", "good", f"{len(read_catalogue(catalogue))} indicators")
    except HealthkpiError as error:
        return Finding("catalogue", "bad", str(error))


def _workspace(path: Path) -> Finding:
    if not path.exists():
        return Finding("workspace", "missing", f"{path}: `healthkpi run` makes it")
    try:
        with open_workspace(path) as space:
            fault = space.find_damage()
    except HealthkpiError as error:
        return Finding("workspace", "bad", str(error))
    note = f"{path}: {fault}. Restore it, or run into a new --workspace." if fault else str(path)
    return Finding("workspace", "bad" if fault else "good", note)
