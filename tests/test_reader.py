"""Whatever a text is pieced together from, its ledger is complete and exact."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import RAW
from tests.test_ledger import check_ledger

from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import find_sources, read_source, read_text
from healthkpi.models import Reading

LONGEST = 160
JOINTS = ["", "", "\n", "。", "，", " ", "\r\n", "、", "　", "1", "％", "第", "至"]
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


@cache
def sources() -> tuple[str, ...]:
    return tuple(read_source(path).source_text for path in find_sources([RAW]))


@st.composite
def pieced_texts(draw: st.DrawFn) -> str:
    """Slices of the sample bulletins that begin and end anywhere, some of them in full width."""
    parts = []
    for _ in range(draw(st.integers(1, 5))):
        source = draw(st.sampled_from(sources()))
        start = draw(st.integers(0, len(source) - 1))
        piece = source[start : start + draw(st.integers(1, LONGEST))]
        parts.append(piece.translate(WIDE) if draw(st.integers(0, 4)) == 0 else piece)
        parts.append(draw(st.sampled_from(JOINTS)))
    return "".join(parts)


def read(text: str, year: int | None = 2024, doc_type: str | None = None) -> Reading:
    document = read_text(text, city="长治市", year=year, doc_type=doc_type)
    reading = read_document(document)
    check_ledger(document, reading)
    return reading


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieced_texts(), st.sampled_from([None, "plan", "news"]))
def test_any_pieces_of_bulletins_keep_the_ledger(text: str, doc_type: str | None) -> None:
    reading = read(text, doc_type=doc_type)
    for claim in reading.claims:
        assert len(claim.indicator_text) <= 60
        assert (claim.value is None) == (claim.value_low is not None)
        assert claim.rule
        assert 0 <= claim.confidence <= 1


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieced_texts())
def test_the_same_text_is_read_the_same_twice(text: str) -> None:
    assert read(text) == read(text)


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        "0123456789一二两十百千万亿半第年月日%‰.,:/+-—~个家人次元、，。;(“”)\n全市率由至到增长",
        max_size=60,
    )
)
def test_any_mix_of_numerals_keeps_the_ledger(text: str) -> None:
    read(text)


@pytest.mark.parametrize("width", [str, lambda text: text.translate(WIDE)])
def test_full_width_digits_say_the_same(width: type[str]) -> None:
    text = "全市肺结核治疗成功率93.41%，新增床位650张，下降1.2个百分点。"
    claims = read(width(text)).claims
    assert [str(claim.value) for claim in claims] == ["93.41", "650", "1.2"]
    assert [claim.unit for claim in claims] == ["%", "张", "百分点"]
