"""Files and folders to documents in the workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from healthkpi.errors import SourceError, UsageError
from healthkpi.ingest.archive import split_member
from healthkpi.ingest.metadata import Overrides
from healthkpi.ingest.sidecar import sidecar_digest, write_sidecar
from healthkpi.ingest.sources import find_sources, read_bytes, read_source
from healthkpi.stages.outcome import Fault, Outcome, Track, reason_of, untracked
from healthkpi.stages.versions import digest, reading_version
from healthkpi.store import Workspace

NOTHING_TOLD = Overrides()


@dataclass(frozen=True, slots=True)
class Intake:
    """What to read: files and folders, each with the name it was given by.

    ``overrides`` are what the user tells of them. With ``write_sidecars`` what was found of a
    source is written beside it, to be corrected.
    """

    names: Mapping[Path, str]
    overrides: Overrides = NOTHING_TOLD
    write_sidecars: bool = False


def ingest(
    workspace: Workspace,
    intake: Intake,
    *,
    outcome: Outcome,
    track: Track = untracked,
) -> None:
    """Read every source of ``intake`` that is new or changed into ``workspace``.

    A source that cannot be read is put in quarantine with the reason; the others go on.

    Raises:
        UsageError: there is nothing to read at any of them.
    """
    sources = _find_all(list(intake.names), outcome)
    for source in track(sources, "ingest"):
        path = str(source.absolute())
        try:
            _take_in(workspace, source, intake, outcome)
        except Exception as error:  # noqa: BLE001  (whatever it is, the other sources go on)
            reason = reason_of(error, "a reader").removeprefix(f"{source}: ")
            new = workspace.quarantine(path, source.as_posix(), _stamp(source), reason)
            outcome.faults.append(Fault(source.as_posix(), reason, new))


def _find_all(paths: Sequence[Path], outcome: Outcome) -> list[Path]:
    found: dict[str, Path] = {}
    for path in paths:
        sources = find_sources([path]) if path.exists() else []
        found |= {str(source.absolute()): source for source in sources}
        if not sources:
            outcome.empty_paths.append(str(path))
    if not found and not outcome.faults:
        names = ", ".join(outcome.empty_paths) or "no path"
        raise UsageError(f"nothing to read at {names}. Name a bulletin, or a folder of bulletins.")
    return list(found.values())


def _take_in(workspace: Workspace, source: Path, intake: Intake, outcome: Outcome) -> None:
    path = str(source.absolute())
    known = workspace.source(path)
    if known and known.fingerprint == _fingerprint(source, intake.overrides):
        outcome.unchanged += 1
        workspace.release(path)
        return
    document = read_source(source, intake.overrides)
    if intake.write_sidecars and split_member(source)[1] is None:
        write_sidecar(source, document, read_bytes(source))
    document = replace(document, source=intake.names.get(source, document.source))
    workspace.put_document(document, path, _fingerprint(source, intake.overrides))
    if known:
        outcome.changed += 1
    else:
        outcome.new += 1


def _fingerprint(source: Path, overrides: Overrides) -> str:
    return digest([_stamp(source).encode(), repr(overrides).encode(), reading_version().encode()])


def _stamp(source: Path) -> str:
    """A digest of the source's bytes and its sidecar's; or that they cannot be read."""
    try:
        sidecar = sidecar_digest(split_member(source)[0])
        return digest([read_bytes(source), sidecar.encode()])
    except (OSError, SourceError):
        return "unreadable"
