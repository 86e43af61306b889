"""Files that appear whole or not at all, and stay untouched where nothing changed."""

from __future__ import annotations

import filecmp
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def replace_file(path: Path, write: Callable[[Path], None]) -> bool:
    """Let ``write`` fill a temporary file and rename it to ``path``.

    Returns whether the content changed; an equal file keeps its time of modification.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        write(part)
        if path.is_file() and filecmp.cmp(part, path, shallow=False):
            return False
        part.chmod(0o644)  # a temporary file is its owner's alone; exports are to be shared
        part.replace(path)
        return True
    finally:
        part.unlink(missing_ok=True)


def replace_folder(path: Path, write: Callable[[Path], None]) -> bool:
    """Let ``write`` fill a temporary folder and put it in the place of the folder ``path``.

    Returns whether the content changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    try:
        write(part)
        part.chmod(0o755)
        if path.is_dir() and _same_folders(part, path):
            return False
        former = part.with_suffix(".former")
        if path.exists():
            path.rename(former)
        part.rename(path)
        shutil.rmtree(former, ignore_errors=True)
        return True
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _same_folders(one: Path, other: Path) -> bool:
    names = [sorted(str(p.relative_to(top)) for p in top.rglob("*")) for top in (one, other)]
    return names[0] == names[1] and all(
        filecmp.cmp(one / name, other / name, shallow=False)
        for name in names[0]
        if (one / name).is_file()
    )
