"""The workspace: one SQLite file that remembers every document, numeral, claim and issue.

Every document is taken in by one transaction, so that whatever stops a run, what was finished
is kept and nothing is half-written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Self, TypeVar

from healthkpi.errors import HealthkpiError, UsageError, WorkspaceError
from healthkpi.models import Claim, Document, Issue, Numeral
from healthkpi.records import (
    SourceRecord,
    insert_statement,
    pack_document,
    pack_row,
    unpack_columns,
    unpack_document,
    unpack_row,
)
from healthkpi.workspace_file import check_file, create_file

BUSY_SECONDS = 30.0

Row = TypeVar("Row", Numeral, Claim, Issue)
_CURRENT = "doc_id IN (SELECT doc_id FROM sources WHERE NOT superseded)"


class Workspace:
    """An open workspace file; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self._db.close()
        if isinstance(error, sqlite3.Error):
            message = (
                f"cannot read {self.path}: {error}. Restore it, or run into a new --workspace."
            )
            raise HealthkpiError(message) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of the block or none of it; other processes wait for their turn."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._roll_back()
            message = f"cannot write {self.path}: {error}. Check the disk and who else uses it."
            raise HealthkpiError(message) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    # Settings: the catalogue and corrections a workspace was last used with.

    def setting(self, key: str) -> str | None:
        """The remembered value of ``key``, or None."""
        row = self._db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def remember(self, key: str, value: str) -> None:
        """Remember ``value`` under ``key``."""
        if self.setting(key) != value:
            with self.transaction() as db:
                db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, value))

    # Sources and documents.

    def sources(self, *, superseded: bool = False) -> list[SourceRecord]:
        """The sources in use, or those that a newer version took the place of."""
        rows = self._db.execute(
            "SELECT path, name, doc_id, fingerprint FROM sources WHERE superseded = ? "
            "ORDER BY name, path, rowid",
            (int(superseded),),
        )
        return [SourceRecord(*row) for row in rows]

    def source(self, path: str) -> SourceRecord | None:
        """The version in use of the file at ``path`` (absolute)."""
        query = "SELECT path, name, doc_id, fingerprint FROM sources WHERE path = ? "
        row = self._db.execute(query + "AND NOT superseded", (path,)).fetchone()
        return SourceRecord(*row) if row else None

    def put_document(self, document: Document, path: str, fingerprint: str) -> None:
        """Take in ``document``, read from the file at ``path``, in place of its former version.

        A second file of the same bytes becomes another source of the document that is there.
        """
        known = self._db.execute(
            "SELECT 1 FROM sources s JOIN documents d USING (doc_id) "
            "WHERE doc_id = ? AND path <> ? AND NOT superseded AND d.source = s.name LIMIT 1",
            (document.doc_id, path),
        ).fetchone()
        with self.transaction() as db:
            if not known:
                self._put_text(db, document)
            db.execute("UPDATE sources SET superseded = 1 WHERE path = ?", (path,))
            values = (path, document.source, document.doc_id, fingerprint)
            db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, 0)", values)
            former = "doc_id IN (SELECT doc_id FROM sources WHERE path = ? AND superseded)"
            self._rename(db, former, (path,))
            db.execute("DELETE FROM quarantine WHERE path = ?", (path,))

    def _put_text(self, db: sqlite3.Connection, document: Document) -> None:
        # read_with is left NULL: whatever was read from an earlier version of it is stale.
        row = (document.doc_id, document.source, *pack_document(document), None)
        db.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def documents(self, doc_ids: Sequence[str] | None = None) -> list[Document]:
        """The documents in use, ordered by source; or those of ``doc_ids``."""
        query = "SELECT record, source_text, text, starts, ends FROM documents WHERE "
        if doc_ids is None:
            rows = self._db.execute(query + _CURRENT + " ORDER BY source, doc_id")
            return [unpack_document(*row) for row in rows]
        found = [self._db.execute(query + "doc_id = ?", (doc_id,)).fetchone() for doc_id in doc_ids]
        return [unpack_document(*row) for row in found if row]

    def described(self) -> list[Document]:
        """The documents in use with all their columns, but without what reading them needs.

        The working text, its offsets and blocks take many times the room of the source text.
        """
        query = "SELECT record, source_text FROM documents WHERE "
        rows = self._db.execute(query + _CURRENT + " ORDER BY source, doc_id")
        return [unpack_columns(*row) for row in rows]

    def stale(self, version: str) -> list[str]:
        """Ids of the documents in use that were not yet read with the rules ``version``."""
        query = f"SELECT doc_id FROM documents WHERE read_with IS NOT ? AND {_CURRENT} "  # noqa: S608
        return [row[0] for row in self._db.execute(query + "ORDER BY source, doc_id", (version,))]

    def find_document(self, key: str) -> Document:
        """The document that ``key`` names: its id or the start of it, its source or file name.

        Raises:
            UsageError: none or several are meant.
        """
        names = [(s.doc_id, s.name, s.path) for s in self.sources() + self.sources(superseded=True)]
        path = str(Path(key).absolute())
        found = {i for i, name, where in names if key in (i, name) or path == where}
        found = found or {i for i, name, _ in names if Path(name).name == key}
        found = found or {i for i, name, _ in names if i.startswith(key) or Path(name).stem == key}
        if len(found) != 1:
            what = "several documents match" if found else "no document matches"
            raise UsageError(f"{what} {key!r}. See `healthkpi status` for sources and ids.")
        return self.documents([*found])[0]

    def forget(self, key: str) -> list[str]:
        """Take out the source ``key`` names (path, name or id) with all that came of it.

        Returns the names that were taken out; empty when nothing is known by that key.
        """
        path = str(Path(key).absolute())
        names: list[str] = []
        with self.transaction() as db:
            match = "path = ? OR name = ?"
            for table in ("sources", "quarantine"):
                query = f"SELECT DISTINCT name FROM {table} WHERE {match}"  # noqa: S608
                names += [row[0] for row in db.execute(query, (path, key))]
                db.execute(f"DELETE FROM {table} WHERE {match}", (path, key))  # noqa: S608
            self._sweep(db)
        return sorted(set(names))

    def _sweep(self, db: sqlite3.Connection) -> None:
        """Drop what came of documents that have no source any more."""
        for table in ("numerals", "claims", "issues", "documents"):
            db.execute(f"DELETE FROM {table} WHERE doc_id NOT IN (SELECT doc_id FROM sources)")  # noqa: S608
        self._rename(db, "TRUE", ())

    def _rename(self, db: sqlite3.Connection, match: str, values: tuple[str, ...]) -> None:
        """Give documents whose first source has gone or changed the name of another one."""
        renamed = db.execute(
            "SELECT d.record, d.source_text, d.text, d.starts, d.ends, min(s.name) "  # noqa: S608
            f"FROM documents d JOIN sources s USING (doc_id) WHERE NOT superseded AND {match} "
            "GROUP BY d.doc_id HAVING sum(s.name = d.source) = 0",
            values,
        ).fetchall()
        for *packed, name in renamed:
            self._put_text(db, replace(unpack_document(*packed), source=name))

    # Quarantine: sources that could not be read.

    def quarantine(self, path: str, name: str, fingerprint: str, reason: str) -> bool:
        """Keep ``reason`` for the file at ``path``; True when this fault is new."""
        query = "SELECT fingerprint, reason FROM quarantine WHERE path = ?"
        if self._db.execute(query, (path,)).fetchone() == (fingerprint, reason):
            return False
        with self.transaction() as db:
            values = (path, name, fingerprint, reason)
            db.execute("INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?)", values)
        return True

    def release(self, path: str) -> None:
        """Take the file at ``path`` out of quarantine: it can be read after all.

        One that a rule failed on has no fingerprint and stays, until its claims are read.
        """
        match = "FROM quarantine WHERE path = ? AND fingerprint <> ''"
        if self._db.execute(f"SELECT 1 {match}", (path,)).fetchone():
            with self.transaction() as db:
                db.execute(f"DELETE {match}", (path,))

    def quarantined(self) -> list[tuple[str, str, str]]:
        """Path, name and reason of every source in quarantine."""
        query = "SELECT path, name, reason FROM quarantine ORDER BY name, path"
        return list(self._db.execute(query))

    # What was read from the documents.

    def put_reading(
        self, doc_id: str, numerals: Sequence[Numeral], claims: Sequence[Claim], version: str
    ) -> None:
        """Store a document's ledger and claims, read with the rules ``version``."""
        with self.transaction() as db:
            for table, cls, rows in (("numerals", Numeral, numerals), ("claims", Claim, claims)):
                db.execute(f"DELETE FROM {table} WHERE doc_id = ?", (doc_id,))  # noqa: S608
                db.executemany(insert_statement(table, cls), map(pack_row, rows))
            db.execute("UPDATE documents SET read_with = ? WHERE doc_id = ?", (version, doc_id))
            db.execute(
                "DELETE FROM quarantine WHERE fingerprint = '' "
                "AND path IN (SELECT path FROM sources WHERE doc_id = ?)",
                (doc_id,),
            )

    def numerals(self, doc_id: str | None = None) -> list[Numeral]:
        """The ledger of the documents in use, or of one document."""
        return self._rows(Numeral, "numerals", doc_id)

    def claims(self, doc_id: str | None = None) -> list[Claim]:
        """The claims of the documents in use, or of one document."""
        return self._rows(Claim, "claims", doc_id)

    def _rows(self, cls: type[Row], table: str, doc_id: str | None) -> list[Row]:
        query = f"SELECT t.* FROM {table} t JOIN documents d USING (doc_id) "  # noqa: S608
        query += f"WHERE d.{_CURRENT} " if doc_id is None else "WHERE doc_id = :doc_id "
        query += "ORDER BY d.source, doc_id, t.source_start, t.source_end"
        rows = self._db.execute(query, {"doc_id": doc_id})
        return [unpack_row(cls, row) for row in rows]

    def counts(self) -> dict[str, dict[str, int]]:
        """Of each document in use, how many ledger rows it has of each role."""
        query = f"SELECT doc_id, role, count(*) FROM numerals WHERE {_CURRENT} GROUP BY 1, 2"  # noqa: S608
        found: dict[str, dict[str, int]] = {}
        for doc_id, role, number in self._db.execute(query):
            found.setdefault(doc_id, {})[role] = number
        return found

    def find_damage(self) -> str | None:
        """What SQLite finds broken in the file, None where all is well."""
        found = str(self._db.execute("PRAGMA quick_check(1)").fetchone()[0])
        return None if found == "ok" else found

    def put_issues(self, issues: Sequence[Issue]) -> list[Issue]:
        """Store ``issues`` in place of those of the last check; returns the ones that are new."""
        known = set(self.issues())
        with self.transaction() as db:
            if list(issues) != self.issues():
                db.execute("DELETE FROM issues")
                db.executemany(insert_statement("issues", Issue), map(pack_row, issues))
        return [issue for issue in issues if issue not in known]

    def issues(self) -> list[Issue]:
        """The issues of the last check, in the order they were found."""
        rows = self._db.execute("SELECT * FROM issues ORDER BY rowid")
        return [unpack_row(Issue, row) for row in rows]


def open_workspace(path: Path, *, create: bool = False) -> Workspace:
    """Open the workspace at ``path``; with ``create``, make it where there is none.

    Raises:
        WorkspaceError: there is none, or the file is something else, or from a newer healthkpi.
    """
    if not path.exists():
        if not create:
            message = (
                f"no workspace at {path}. Run `healthkpi run` first, or name one: --workspace."
            )
            raise WorkspaceError(message)
        create_file(path)
    check_file(path)
    return Workspace(path)
