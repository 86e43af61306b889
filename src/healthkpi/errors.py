"""Every exception healthkpi raises on purpose, and the exit code each stands for.

::

    HealthkpiError                    exit code 3: failed, nothing changed
    ├── UsageError                    exit code 2: the command's words are off
    │   └── WorkspaceError            the named workspace is not one of ours
    ├── SourceError                   one source cannot be read: quarantined, the run goes on
    │   ├── UnreadableSource          empty, binary, encrypted, truncated, too large
    │   └── SidecarError              the sidecar beside a source is broken
    ├── VocabularyError               a word list, rule or catalogue entry is broken
    └── CorrectionError               a correction record is broken or matches nothing

A message is one line and ends with what to try. What a bulletin merely does not say is never an
exception: it is None, an ``unresolved`` row of the ledger, or an issue.
"""

from __future__ import annotations


class HealthkpiError(Exception):
    """The root: catch this to catch everything healthkpi raises on purpose."""

    exit_code = 3


class UsageError(HealthkpiError):
    """A command or call was given words it cannot take."""

    exit_code = 2


class WorkspaceError(UsageError):
    """The workspace file is missing, of another kind, or of a newer version."""


class SourceError(HealthkpiError):
    """One source cannot be ingested; others are not affected."""

    exit_code = 1


class UnreadableSource(SourceError):
    """The bytes hold no text healthkpi can read."""


class SidecarError(SourceError):
    """A ``*.source.yaml`` beside a source does not fit its schema."""


class VocabularyError(HealthkpiError):
    """A data file of the vocabulary does not fit its schema."""

    exit_code = 2


class CorrectionError(HealthkpiError):
    """A correction record is malformed, or names a claim that does not exist."""

    exit_code = 2
