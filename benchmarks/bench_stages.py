"""How fast each stage is, on the sample bulletins; `make bench` prints characters a second."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import find_sources, read_source
from healthkpi.resolve.claims import resolve_claims
from healthkpi.resolve.panel import build_panel

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

RAW = Path(__file__).parents[1] / "data" / "raw"
SOURCES = find_sources([RAW])
DOCUMENTS = [read_source(path) for path in SOURCES]
READINGS = [read_document(document) for document in DOCUMENTS]
CHARACTERS = sum(document.characters for document in DOCUMENTS)


@pytest.fixture(autouse=True)
def say_speed(benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]):
    yield
    seconds = benchmark.stats.stats.median
    with capsys.disabled():
        print(f"\n{benchmark.name:14} {CHARACTERS / seconds:>12,.0f} characters a second")  # noqa: T201


def bench_ingest(benchmark: BenchmarkFixture) -> None:
    benchmark(lambda: [read_source(path) for path in SOURCES])


def bench_extract(benchmark: BenchmarkFixture) -> None:
    benchmark(lambda: [read_document(document) for document in DOCUMENTS])


def bench_resolve(benchmark: BenchmarkFixture) -> None:
    pairs = list(zip(READINGS, DOCUMENTS, strict=True))
    benchmark(lambda: [resolve_claims(reading.claims, doc) for reading, doc in pairs])


def bench_panel(benchmark: BenchmarkFixture) -> None:
    claims = [
        claim
        for reading, document in zip(READINGS, DOCUMENTS, strict=True)
        for claim in resolve_claims(reading.claims, document)
    ]
    benchmark(lambda: build_panel(claims, DOCUMENTS))
