from __future__ import annotations

from decimal import Decimal

import pytest
from tests.panel_cases import CATALOGUE, make_claim, make_document

from healthkpi.resolve.choice import find_step
from healthkpi.resolve.panel import build_panel

DOCUMENTS = [make_document("d1", published="2025-01-05"), make_document("d2", year=2025)]


def build(*claims):
    (row,), issues = build_panel(claims, DOCUMENTS, CATALOGUE)
    return row, issues


@pytest.mark.parametrize(
    ("quote", "value", "step"),
    [
        ("95.4%", "95.4", "0.1"),
        ("95.40%", "95.4", "0.01"),
        ("4.93万人次", "49300", "100"),
        ("13.86亿元", "1386000000", "1000000"),
        ("1,301.2人", "1301.2", "0.1"),
        ("5000张", "5000", "1"),
        ("３.５万", "35000", "1000"),
        ("三百", "300", "100"),
        ("超过51名", "51", "1"),
    ],
)
def test_the_step_of_a_number_is_one_unit_of_its_last_digit(quote, value, step):
    assert find_step(quote, Decimal(value)) == Decimal(step)


@pytest.mark.parametrize(
    ("chosen", "other"),
    [
        (make_claim("95.38"), make_claim("95.4", confidence=0.99)),  # the more exact number
        (make_claim("95.4"), make_claim("95.4", comparator="approx", confidence=0.99)),
        (make_claim("95", comparator="approx"), make_claim("95", comparator="ge")),
        (make_claim("95", comparator="ge"), make_claim("95", comparator="gt")),
        (make_claim("95", confidence=0.9), make_claim("95", confidence=0.5, doc_id="d2")),
        (make_claim("95", doc_id="d2"), make_claim("95")),  # the later document
        (make_claim("95", source_start=1), make_claim("95", source_start=2)),
        (make_claim("1", rule="x+corrected(value; 李; 印错)"), make_claim("1.00")),
    ],
)
def test_the_choice_among_several_claims(chosen, other):
    for claims in ((chosen, other), (other, chosen)):
        row, issues = build(*claims)
        assert (row.source, row.source_start) == (chosen.source, chosen.source_start)
        assert (row.n_claims, row.conflict) == (2, False)
        assert [issue for issue in issues if issue.code == "conflict"] == []


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (make_claim("95.4"), make_claim("96.4", doc_id="d2"), True),
        (make_claim("95.4"), make_claim("95.38", doc_id="d2"), False),  # rounded
        (make_claim("95.4"), make_claim("95", comparator="ge"), False),
        (make_claim("94.4"), make_claim("95", comparator="ge"), True),
        (make_claim("96.4"), make_claim("95", comparator="lt"), True),
        (make_claim("90"), make_claim("92", comparator="approx"), False),
        (make_claim("80"), make_claim("92", comparator="approx"), True),
        (make_claim("90", comparator="ge"), make_claim("95", comparator="ge"), False),
        (make_claim("90", status="target"), make_claim("95", status="target"), True),
        (make_claim("90", status="target"), make_claim("90", status="target"), False),
        (make_claim("90", status="target"), make_claim("95"), False),
        (make_claim("90"), make_claim("95", breakdown="area=农村"), None),
        (make_claim("90"), make_claim("95", year=2023, period="2023"), None),
    ],
)
def test_two_claims_that_disagree_are_flagged_and_both_are_named(one, other, conflict):
    rows, issues = build_panel([one, other], DOCUMENTS, CATALOGUE)
    if conflict is None:
        assert len(rows) == 2
    assert [row.conflict for row in rows] == [bool(conflict)] * len(rows)
    assert [(issue.code, issue.severity) for issue in issues] == (
        [("conflict", "warning")] if conflict else []
    )
    for issue in issues:
        for claim in (one, other):
            assert f"{claim.quote} (" in issue.message
            assert f"in {claim.source} at {claim.source_start}" in issue.message


def test_a_correction_is_shown_in_the_panels_provenance():
    claim = make_claim("95", rule="count+corrected(value; 李工; 原文印错)")
    _, (issue,) = build(claim)
    assert (issue.code, issue.severity, issue.claim_id) == ("corrected", "info", claim.claim_id)
    assert "李工; 原文印错" in issue.message
