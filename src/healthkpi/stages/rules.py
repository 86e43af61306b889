"""What a user adds to the rules, remembered for next time: own catalogue entries, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from healthkpi.errors import UsageError
from healthkpi.models import Claim
from healthkpi.resolve.corrections import apply_corrections, read_corrections
from healthkpi.stages.versions import rules_version_with
from healthkpi.store import Workspace
from healthkpi.vocabulary.catalogue import Catalogue, read_catalogue


@dataclass(frozen=True, slots=True)
class Rules:
    """The files a user adds; None for none."""

    catalogue: Path | None = None
    corrections: Path | None = None

    @property
    def version(self) -> str:
        """Digest of the ruleset with the user's catalogue: claims of another one are stale."""
        return rules_version_with(self.catalogue)

    def read_catalogue(self) -> Catalogue:
        """The indicators, the user's own among them."""
        return read_catalogue(self.catalogue)

    def correct(self, claims: Sequence[Claim]) -> Sequence[Claim]:
        """The claims with the user's corrections applied.

        Raises:
            CorrectionError: a correction is broken or matches nothing.
        """
        if self.corrections is None:
            return claims
        return apply_corrections(claims, read_corrections(self.corrections))


def rules_of(
    workspace: Workspace, catalogue: Path | None = None, corrections: Path | None = None
) -> Rules:
    """The rules to use: files named now, else those this workspace was last used with.

    An empty path (``--catalogue ''``) ends the use of a remembered file.

    Raises:
        UsageError: a file is not there.
    """
    return Rules(
        _choose(workspace, "catalogue", catalogue), _choose(workspace, "corrections", corrections)
    )


def _choose(workspace: Workspace, key: str, given: Path | None) -> Path | None:
    if given is not None:
        # Path("") is ".", which is never a file.
        value = "" if given == Path() else str(given.absolute())
    else:
        value = workspace.setting(key) or ""
    if value and not Path(value).is_file():
        message = (
            f"no {key} file at {value}. Name another with --{key} FILE, or --{key} '' for none."
        )
        raise UsageError(message)
    if given is not None:
        workspace.remember(key, value)
    return Path(value) if value else None
