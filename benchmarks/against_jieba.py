"""Extraction against jieba's own segmentation of the same text, in one run: a ratio, not a time.

``python benchmarks/against_jieba.py [FOLDER]``; the folder of texts defaults to the corpus of work
reports under HEALTHKPI_SHARED, else to data/raw.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import jieba

from healthkpi.extract import lexer
from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import find_sources, read_source
from healthkpi.models import Document

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("HEALTHKPI_SHARED", ROOT.parent / "shared"))
ROUNDS = 5


def main() -> None:
    """Print characters a second of both, and the median of the rounds' ratios."""
    reports = SHARED / "corpus" / "work_reports"
    default = reports if reports.is_dir() else ROOT / "data" / "raw"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    documents = [read_source(path) for path in find_sources([folder])]
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    read_document(documents[0])
    ratios = []
    for _ in range(ROUNDS):
        lexer.cut.cache_clear()
        cutting = _seconds(_cut, documents)
        reading = _seconds(read_document, documents)
        ratios.append(cutting / reading)
    characters = sum(document.characters for document in documents)
    print(f"{folder}: {len(documents)} documents, {characters:,} characters")  # noqa: T201
    print(f"jieba.cut          {characters / cutting:>12,.0f} characters a second")  # noqa: T201
    print(f"healthkpi, extract {characters / reading:>12,.0f} characters a second")  # noqa: T201
    print(f"ratio extract / jieba.cut: {statistics.median(ratios):.2f}")  # noqa: T201


def _cut(document: Document) -> list[str]:
    return list(jieba.cut(document.text))


def _seconds(work: Callable[[Document], object], documents: Iterable[Document]) -> float:
    start = time.perf_counter()
    for document in documents:
        work(document)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
