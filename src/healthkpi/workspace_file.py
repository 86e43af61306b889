"""Make the workspace file, and tell one from any other file.

Write-ahead logging is set once, when the file is made: setting it on every open would fail with
"database is locked" as soon as two processes start together. A new workspace is built aside and
linked into place, so that nobody ever opens half of one.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from healthkpi.errors import HealthkpiError, WorkspaceError
from healthkpi.models import Claim, Issue, Numeral
from healthkpi.records import create_statement

APPLICATION_ID = 0x686B7069  # "hkpi" in ASCII, written into the file's header
SCHEMA_VERSION = 1

_TABLES = """
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (
    path TEXT NOT NULL, name TEXT NOT NULL, doc_id TEXT NOT NULL REFERENCES documents,
    fingerprint TEXT NOT NULL, superseded INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (path, doc_id)
);
CREATE INDEX sources_of_document ON sources (doc_id);
CREATE TABLE quarantine (
    path TEXT PRIMARY KEY, name TEXT NOT NULL, fingerprint TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE documents (
    doc_id TEXT PRIMARY KEY, source TEXT NOT NULL, record TEXT NOT NULL, source_text TEXT NOT NULL,
    text TEXT NOT NULL, starts BLOB, ends BLOB, read_with TEXT
);
"""


def create_file(path: Path) -> None:
    """Make an empty workspace at ``path``; of two that try together, the first one wins.

    Raises:
        HealthkpiError: nothing can be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
        os.close(handle)
        aside = Path(name)
        try:
            _build(aside)
            aside.chmod(0o644)  # mkstemp makes it its owner's alone
            with suppress(FileExistsError):
                os.link(aside, path)
        finally:
            aside.unlink()
    except OSError as error:
        message = f"cannot make a workspace at {path}: {error.strerror}. Try another --workspace."
        raise HealthkpiError(message) from error


def _build(path: Path) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    with closing(db):
        db.execute("PRAGMA journal_mode = WAL")
        tables = [create_statement("numerals", Numeral), create_statement("claims", Claim)]
        tables.append(create_statement("issues", Issue))
        db.executescript("BEGIN;" + _TABLES + ";".join(tables) + ";COMMIT")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def check_file(path: Path) -> None:
    """See by the file's header that it is a workspace: SQLite would open, and lock, anything.

    Raises:
        WorkspaceError: it is something else, or was made by a newer healthkpi.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        message = f"cannot open {path}: {error.strerror}. Try another --workspace."
        raise WorkspaceError(message) from error
    application = int.from_bytes(header[68:72], "big")
    if not header.startswith(b"SQLite format 3\0") or application != APPLICATION_ID:
        message = f"{path} is not a healthkpi workspace. Name another file: --workspace."
        raise WorkspaceError(message)
    if int.from_bytes(header[60:64], "big") > SCHEMA_VERSION:
        message = f"{path} was made by a newer healthkpi. Update it, or name another --workspace."
        raise WorkspaceError(message)
