"""Files and folders to documents in the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from healthkpi.errors import SourceError, UsageError
from healthkpi.ingest.archive import split_member
from healthkpi.ingest.metadata import Overrides
from healthkpi.ingest.sidecar import sidecar_digest
from healthkpi.ingest.sources import find_sources, read_bytes, read_source
from healthkpi.stages.outcome import Fault, Outcome, Track, reason_of, untracked
from healthkpi.stages.versions import digest, reading_version
from healthkpi.store import Workspace


def ingest(
    workspace: Workspace,
    paths: Sequence[Path],
    overrides: Overrides | None = None,
    *,
    outcome: Outcome,
    track: Track = untracked,
) -> None:
    """Read every source under ``paths`` that is new or changed into ``workspace``.

    A source that cannot be read is put in quarantine with the reason; the others go on.

    Raises:
        UsageError: there is nothing to read under any of ``paths``.
    """
    sources = _find_all(paths, outcome)
    for source in track(sources, "ingest"):
        path = str(source.absolute())
        try:
            _take_in(workspace, source, path, overrides, outcome)
        except Exception as error:  # noqa: BLE001  (whatever it is, the other sources go on)
            reason = reason_of(error, "a reader")
            new = workspace.quarantine(path, source.as_posix(), _stamp(source), reason)
            outcome.faults.append(Fault(source.as_posix(), reason, new))


def _find_all(paths: Sequence[Path], outcome: Outcome) -> list[Path]:
    found: dict[str, Path] = {}
    for path in paths:
        sources = find_sources([path]) if path.exists() else []
        found |= {str(source.absolute()): source for source in sources}
        if not sources:
            outcome.empty_paths.append(str(path))
    if not found:
        names = ", ".join(outcome.empty_paths) or "no path"
        raise UsageError(f"nothing to read at {names}. Name a bulletin, or a folder of bulletins.")
    return list(found.values())


def _take_in(
    workspace: Workspace,
    source: Path,
    path: str,
    overrides: Overrides | None,
    outcome: Outcome,
) -> None:
    told = repr(overrides or Overrides())
    fingerprint = digest([_stamp(source).encode(), told.encode(), reading_version().encode()])
    known = workspace.source(path)
    if known and known.fingerprint == fingerprint:
        outcome.unchanged += 1
        workspace.release(path)
        return
    workspace.put_document(read_source(source, overrides), path, fingerprint)
    if known:
        outcome.changed += 1
    else:
        outcome.new += 1


def _stamp(source: Path) -> str:
    """A digest of the source's bytes and its sidecar's; or that they cannot be read."""
    try:
        sidecar = sidecar_digest(split_member(source)[0])
        return digest([read_bytes(source), sidecar.encode()])
    except (OSError, SourceError):
        return "unreadable"
