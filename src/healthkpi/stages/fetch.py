"""Web addresses to files, which are then read like any other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from healthkpi.ingest.web import is_url, iter_fetch, read_url_list
from healthkpi.stages.outcome import Fault, Outcome, Track, untracked
from healthkpi.store import Workspace


def fetch(
    workspace: Workspace,
    given: Sequence[str],
    folder: Path,
    *,
    outcome: Outcome,
    listed: Path | None = None,
    track: Track = untracked,
) -> dict[Path, str]:
    """The files to read, each with the name it was given by: its path, or its URL.

    What is a URL among ``given``, or stands in the list ``listed``, is fetched into ``folder``; one
    that fails is put in quarantine and does not stop the others.

    Raises:
        UsageError: the list cannot be read, or holds something else.
    """
    names = {Path(name): name for name in given if not is_url(name)}
    urls = [name for name in given if is_url(name)]
    urls += read_url_list(listed) if listed else []
    for fetched in iter_fetch(track(urls, "fetch"), folder):
        url = fetched.url
        if fetched.path:
            names[fetched.path] = url
            workspace.release(url)
        else:
            reason = str(fetched.error)
            new = workspace.quarantine(url, url, "web", reason)
            outcome.faults.append(Fault(url, reason, new))
    return names
