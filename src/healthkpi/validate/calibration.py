"""What a confidence is worth: the share of claims at each value that are right in everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from healthkpi.extract.confidence import FIRM
from healthkpi.models import Claim
from healthkpi.validate.evaluate import judge_claims, read_gold


class Bin(NamedTuple):
    """Claims of one confidence: how many, their share of all, and the percentage right."""

    confidence: str
    claims: int
    share: float
    right: float


def bins_of(paths: Sequence[Path], claims: Sequence[Claim]) -> list[Bin]:
    """A row for each confidence met, the highest first, then one for all at 0.9 and above.

    A claim that is no claim by the gold counts as wrong; one over an optional line is left out.

    Raises:
        UsageError: a gold file cannot be read, or is not one.
    """
    verdicts: list[tuple[float, bool]] = []
    for path in paths:
        verdicts += judge_claims(read_gold(path), claims, path.stem)
    by_value: dict[float, list[bool]] = defaultdict(list)
    for confidence, right in verdicts:
        by_value[confidence].append(right)
    total = len(verdicts)
    rows = [
        _bin(f"{value:.2f}", by_value[value], total) for value in sorted(by_value, reverse=True)
    ]
    firm = [right for value, right in verdicts if value >= FIRM]
    return [*rows, _bin(f">= {FIRM:.2f}", firm, total)]


def _bin(name: str, rights: Sequence[bool], total: int) -> Bin:
    share = 100 * len(rights) / total if total else 0.0
    right = 100 * sum(rights) / len(rights) if rights else 0.0
    return Bin(name, len(rights), round(share, 1), round(right, 1))
