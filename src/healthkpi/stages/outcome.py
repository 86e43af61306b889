"""What a step has done, for the summary and for the exit code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from healthkpi.errors import HealthkpiError
from healthkpi.models import Issue

# Goes through items and shows, or does not show, how far it is; the text says what is done.
Track = Callable[[Sequence[Any], str], Iterable[Any]]


def untracked(items: Sequence[Any], _doing: str) -> Iterable[Any]:
    """Go through ``items`` and show nothing."""
    return items


class Fault(NamedTuple):
    """A source that could not be read, why, and whether this run is the first to see it."""

    name: str
    reason: str
    new: bool


def reason_of(error: Exception, culprit: str) -> str:
    """Why a source is put aside, in one line; ``culprit`` is what failed, if it is our fault."""
    text = " ".join(str(error).split())
    if isinstance(error, HealthkpiError):
        return text
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}. Check the file and its permissions."
    return f"{culprit} failed on it ({type(error).__name__}: {text}). Please report it."


@dataclass
class Outcome:
    """What the steps of one command have done; each step fills in its part."""

    new: int = 0  # sources seen for the first time
    changed: int = 0  # sources whose bytes, sidecar or reader changed
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    empty_paths: list[str] = field(default_factory=list)  # given, but nothing readable there
    read: int = 0  # documents whose claims were read anew
    new_issues: list[Issue] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)  # rows written of each table
    files: list[Path] = field(default_factory=list)
    files_changed: bool = False

    @property
    def needs_person(self) -> bool:
        """Whether something new needs a person: exit code 1."""
        return (
            any(fault.new for fault in self.faults)
            or any(issue.severity == "error" for issue in self.new_issues)
            or bool(self.empty_paths)
        )

    @property
    def nothing_changed(self) -> bool:
        """Whether the workspace and the exports are as they were before."""
        counts = self.new + self.changed + self.read + len(self.new_issues)
        return not (counts or self.files_changed or any(fault.new for fault in self.faults))
