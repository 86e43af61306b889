"""What holds of every panel, whatever the claims."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.panel_cases import CATALOGUE, make_claim, make_document, shown

from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import find_sources, read_source
from healthkpi.resolve.claims import resolve_claims
from healthkpi.resolve.panel import build_panel
from healthkpi.resolve.targets import compare_targets

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("HEALTHKPI_SHARED", ROOT.parent / "shared"))

PLACES = [
    ("长治市", "city", "140400"),
    ("襄垣县", "county", "140423"),
    ("长治市人民医院", "org", None),
    ("长治市", "org", "140400"),  # a body that bears the name of its city has no row
    ("山西省", "province", "140000"),
    ("全国", "nation", "100000"),
    ("北京市", "province", "110000"),
    ("仙桃市", "county", "429004"),
    ("韩店镇", "township", None),
    (None, None, None),
]
CLAIMS = st.builds(
    lambda place, **fields: make_claim(
        scope=place[0], scope_type=place[1], scope_code=place[2], **fields
    ),
    place=st.sampled_from(PLACES),
    value=st.sampled_from(["1", "3", "95.4", "9540"]),
    indicator=st.sampled_from([None, "beds", "signing_rate", "beds|hospitals", "visits"]),
    unit=st.sampled_from(["%", "张", "个", "", "人次"]),
    measure=st.sampled_from(["rate", "count", "change"]),
    status=st.sampled_from(["actual", "target", "baseline"]),
    pair_id=st.sampled_from([None, "p", "q"]),
    doc_id=st.sampled_from(["d1", "d2"]),
    breakdown=st.sampled_from(["total", "class=公立"]),
    year=st.sampled_from([None, 2023, 2024]),
    period=st.sampled_from([None, "2024", "2024-Q1", "2024-06-30"]),
    comparator=st.sampled_from(["eq", "ge", "approx"]),
)
DOCUMENTS = [make_document("d1"), make_document("d2", year=None)]


def keys(rows):
    return [(row.city_code, row.year, row.indicator, row.scope, row.breakdown) for row in rows]


@settings(max_examples=200, deadline=None)
@given(st.lists(CLAIMS, max_size=12), st.sampled_from(["year", "all"]))
def test_no_two_rows_have_one_key_and_no_key_is_null(claims, periods):
    rows, _ = build_panel(claims, DOCUMENTS, CATALOGUE, periods)
    assert max(Counter(keys(rows)).values(), default=1) == 1
    assert all(part is not None for key in keys(rows) for part in key)
    city = [(row.city_code, row.year, row.indicator) for row in shown(rows)]
    assert len(city) == len(set(city))


@settings(max_examples=200, deadline=None)
@given(st.lists(CLAIMS, max_size=12))
def test_a_citys_rows_come_from_claims_about_that_city(claims):
    rows, _ = build_panel(claims, DOCUMENTS, CATALOGUE)
    by_place = {(claim.source, claim.source_start): claim for claim in claims}
    for row in shown(rows, "city", breakdowns=True):
        claim = by_place[row.source, row.source_start]
        assert claim.scope_type not in ("org", "township", "nation")
        assert claim.scope == row.scope == row.city
        assert claim.scope_code == row.city_code


@settings(max_examples=100, deadline=None)
@given(st.lists(CLAIMS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_claims_changes_nothing(claims, random):
    shuffled = claims.copy()
    random.shuffle(shuffled)
    one, other = (build_panel(item, DOCUMENTS, CATALOGUE) for item in (claims, shuffled))
    assert one[0] == other[0]
    assert sorted(issue.message for issue in one[1]) == sorted(i.message for i in other[1])


def read_folder(folder):
    documents, claims = [], []
    for path in find_sources([folder]):
        document = read_source(path)
        documents.append(document)
        claims += resolve_claims(read_document(document).claims, document)
    return documents, claims


@pytest.mark.parametrize("name", ["raw", "bulletins", "work_reports", "health_papers"])
def test_the_panel_of_real_texts_has_no_duplicate_key(name):
    folder = {
        "raw": ROOT / "data" / "raw",
        "bulletins": SHARED / "bulletins",
        "work_reports": SHARED / "corpus" / "work_reports",
        "health_papers": SHARED / "corpus" / "health_papers",
    }[name]
    if not folder.is_dir():
        pytest.skip(f"no folder {folder}: set HEALTHKPI_SHARED to where the shared texts lie")
    documents, claims = read_folder(folder)
    rows, _ = build_panel(claims, documents)
    assert len(rows) > 10
    assert len(set(keys(rows))) == len(rows)
    for row in shown(rows, "city", breakdowns=True):
        assert row.scope == row.city
    standings = [
        (item.city_code, item.year, item.indicator, item.scope, item.breakdown, item.national_year)
        for item in compare_targets(rows)
    ]
    assert len(set(standings)) == len(standings)
