"""What ``healthkpi evaluate`` prints: the figures, their floors, and what a confidence is worth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from healthkpi.commands.talk import Talk
from healthkpi.errors import UsageError
from healthkpi.store import open_workspace


def put_scores(talk: Talk, gold: Sequence[Path], workspace: Path, floors: Sequence[str]) -> None:
    """Print the score of each gold file and over all, and hold the last to ``floors``.

    Raises:
        UsageError: a floor names no figure.
        typer.Exit: with code 1, where a figure is below its floor.
    """
    from healthkpi.validate.evaluate import evaluate_files

    with open_workspace(workspace) as space:
        scores = evaluate_files(gold, space.claims(), space.numerals())
    columns = ["document", *scores[-1].figures]
    talk.put_table(columns, [[score.document, *score.figures.values()] for score in scores])
    low = [text for text in floors if not _is_held(text, scores[-1].figures)]
    if low:
        talk.warn(f"below the floor: {', '.join(low)}")
        raise typer.Exit(1)


def _is_held(floor: str, figures: dict[str, float]) -> bool:
    name, _, percent = floor.partition("=")
    try:
        return figures[name] >= float(percent)
    except (KeyError, ValueError) as error:
        message = f"--floor {floor}: give FIGURE=PERCENT, e.g. full_f1=85; figures: " + ", ".join(
            figures
        )
        raise UsageError(message) from error


def put_confidence(talk: Talk, gold: Sequence[Path], workspace: Path) -> None:
    """Print the share of claims, and of right ones, at each confidence."""
    from healthkpi.validate.calibration import bins_of

    with open_workspace(workspace) as space:
        bins = bins_of(gold, space.claims())
    talk.put_table(["confidence", "claims", "share", "right"], [list(row) for row in bins])
