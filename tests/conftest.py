"""What the tests share: where the material lies, and an empty workspace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from healthkpi.store import Workspace, open_workspace

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("HEALTHKPI_SHARED", ROOT / ".." / "shared"))
RAW = ROOT / "data" / "raw"


@pytest.fixture
def shared() -> Path:
    """The folder of annotated bulletins and other texts, which is no part of the repository."""
    if not (SHARED / "peers").is_dir():
        pytest.skip(f"no shared texts in {SHARED}; HEALTHKPI_SHARED names their folder")
    return SHARED


@pytest.fixture
def raw() -> Path:
    """The sample bulletins."""
    return RAW


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new and empty workspace."""
    with open_workspace(tmp_path / "w.db", create=True) as opened:
        yield opened


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests reaches them."""
    for name in ("HEALTHKPI_WORKSPACE", "HEALTHKPI_CATALOGUE", "HEALTHKPI_CORRECTIONS", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
