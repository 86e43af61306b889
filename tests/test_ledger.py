"""The ledger's promises, over every text at hand.

Every value points at its characters, every numeral is a claim, explained or unresolved, and every
digit run of the source stands in exactly one row.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from tests.conftest import RAW, SHARED

from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import find_sources, read_source, read_text
from healthkpi.models import Document, Reading

PAPERS = 40  # of some thousand: a sample, the same at every run


def _sample() -> list[Path]:
    papers = sorted((SHARED / "corpus" / "papers").glob("*.txt"))
    return random.Random(2026).sample(papers, min(PAPERS, len(papers)))


def _texts() -> Iterable[object]:
    yield from find_sources([RAW])
    if not SHARED.is_dir():
        reason = f"no folder {SHARED}; HEALTHKPI_SHARED names it"
        yield pytest.param(SHARED, marks=pytest.mark.skip(reason=reason))
    for name in ("bulletins", "corpus/work_reports", "corpus/health_papers"):
        yield from sorted((SHARED / name).glob("*.txt"))
    yield from _sample()


def check_ledger(document: Document, reading: Reading) -> None:
    text = document.source_text
    for row in (*reading.numerals, *reading.claims):
        assert row.doc_id == document.doc_id
        assert text[row.source_start : row.source_end] == row.quote != ""
    roles = Counter(row.role for row in reading.numerals)
    explained = roles.total() - roles["claim"] - roles["unresolved"]
    assert len(reading.claims) + explained + roles["unresolved"] == len(reading.numerals)
    by_row = [row.claim_id for row in reading.numerals if row.role == "claim"]
    assert sorted(by_row, key=str) == sorted((c.claim_id for c in reading.claims), key=str)
    assert len(set(by_row)) == len(by_row)
    assert all(row.claim_id is None for row in reading.numerals if row.role != "claim")
    _check_cover(text, sorted((row.source_start, row.source_end) for row in reading.numerals))


def _check_cover(text: str, spans: list[tuple[int, int]]) -> None:
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    starts = {start for start, _ in spans}
    for run in re.finditer(r"\d+", text):
        inside = range(run.start(), run.end())
        assert covered.issuperset(inside), f"{run[0]} at {run.start()} is in no row"
        assert not starts.intersection(inside[1:]), f"{run[0]} at {run.start()} is cut"


@pytest.mark.parametrize("path", [*_texts()], ids=lambda path: path.name)
def test_every_number_is_accounted_for(path: Path) -> None:
    document = read_source(path)
    check_ledger(document, read_document(document))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "没有数字。",
        "1",
        "一二三1+12+N、2025年3月1日,95.4%的卫生院",
        "第１２页　共３４５页\r\n全市１２．５％",
        "20 24年 1 , 301.2万元",
        "٣٤個 ①②③ ½ 10³",
        "\ufeff0.1%\x000.2%",
        "長治市2024年共有醫院１２家。",
        "1" * 400,
        "从35个增加到124个," * 50,
    ],
)
def test_odd_texts_keep_the_ledger(text: str) -> None:
    document = read_text(text, city="长治市", year=2024)
    check_ledger(document, read_document(document))
