"""What the tests of ingest share: the folder of shared texts, and documents read from it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from healthkpi.ingest.sources import find_sources, read_source
from healthkpi.models import Document


def shared_folder(name: str) -> Path:
    """A folder of the shared texts; the test is skipped where it is missing."""
    default = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("HEALTHKPI_SHARED", default)) / name
    if not folder.is_dir():
        pytest.skip(f"no {folder}: set HEALTHKPI_SHARED to the folder of shared texts")
    return folder


def read_folder(name: str) -> list[Document]:
    """The documents of a shared folder, in the order of their names."""
    return [read_source(path) for path in find_sources([shared_folder(name)])]


def check_offsets(document: Document) -> None:
    """Every working character leads to a place of the source, in order within a line."""
    assert document.characters == len(document.source_text)
    for at in range(0, len(document.text), 7):
        start, end = document.to_source(at, at + 1)
        assert 0 <= start < end <= len(document.source_text)
    for block in document.blocks:
        assert 0 <= block.start <= block.end <= len(document.text)
