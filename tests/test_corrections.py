from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from tests.panel_cases import make_claim

from healthkpi.errors import CorrectionError
from healthkpi.models import Claim
from healthkpi.resolve.corrections import (
    Correctable,
    Correction,
    apply_corrections,
    read_corrections,
)

RECORD = """
- source: d1.txt
  quote: 95.4%
  field: value
  value: 94.5
  who: Li Ming
  why: the yearbook prints 94.5
"""


def write(tmp_path, text):
    path = tmp_path / "corrections.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def correction(**fields):
    plain = {"source": "d1.txt", "quote": "95.4%", "field": "value", "value": "94.5"}
    return Correction.model_validate(plain | {"who": "Li", "why": "misprint"} | fields)


def test_a_correction_changes_its_field_and_the_rule_and_nothing_else(tmp_path):
    claim, other = make_claim("95.4"), make_claim("80")
    mended, same = apply_corrections([claim, other], read_corrections(write(tmp_path, RECORD)))
    assert mended.value == Decimal("94.5")
    assert isinstance(mended.value, Decimal)
    assert mended.rule == "test+corrected(value; Li Ming; the yearbook prints 94.5)"
    changed = [name for name in Claim.__slots__ if getattr(mended, name) != getattr(claim, name)]
    assert changed == ["value", "rule"]
    assert same is other


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit", "‰"), ("comparator", "ge"), ("status", "target"), ("year", 2023),
        ("indicator", None), ("indicator", "beds"), ("scope_type", "org"), ("value", None),
        ("breakdown", "area=农村"), ("direction", "up"), ("period", "2024-Q1"),
    ],
)  # fmt: skip
def test_any_field_that_tells_something_can_be_corrected(field, value):
    (mended,) = apply_corrections([make_claim()], [correction(field=field, value=value)])
    assert getattr(mended, field) == value


def test_two_corrections_of_one_claim_both_hold():
    (mended,) = apply_corrections(
        [make_claim()], [correction(), correction(field="year", value=2023)]
    )
    assert (mended.value, mended.year) == (Decimal("94.5"), 2023)


def test_applying_the_same_corrections_again_changes_nothing():
    once = apply_corrections([make_claim()], [correction()])
    assert apply_corrections(once, [correction()]) == once


def test_the_end_of_a_path_names_the_source():
    claim = make_claim(source="data/raw/a/d1.txt")
    assert apply_corrections([claim], [correction(source="a/d1.txt")])[0].value == Decimal("94.5")


@pytest.mark.parametrize(
    "fields",
    [{"source": "1.txt"}, {"source": "x/d1.txt"}, {"quote": "95.5%"}, {"near": "床位"}],
)
def test_a_correction_that_matches_nothing_is_an_error(fields):
    with pytest.raises(CorrectionError, match=r"matches no claim.*delete the record\.$"):
        apply_corrections([make_claim(sentence="签约率95.4%")], [correction(**fields)])


def test_a_correction_that_changes_nothing_has_outlived_its_fault():
    with pytest.raises(CorrectionError, match=r"already is 95\.4\. Delete the record\.$"):
        apply_corrections([make_claim()], [correction(value="95.4")])


def test_a_quote_that_stands_twice_is_told_apart_by_its_sentence():
    one, two = make_claim(sentence="签约率95.4%"), make_claim(sentence="管理率95.4%")
    with pytest.raises(CorrectionError, match=r"matches 2 claims .* near:\.$"):
        apply_corrections([one, two], [correction()])
    mended = apply_corrections([one, two], [correction(near="管理率")])
    assert [claim.value for claim in mended] == [Decimal("95.4"), Decimal("94.5")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "cannot be read"),
        ("source: d1.txt", "is not a list"),
        ("- 3", "correction 1: value:"),
        (RECORD.replace("who: Li Ming", "who: ''"), "correction 1: who:"),
        (RECORD.replace("why:", "because:"), "correction 1: why:"),
        (RECORD.replace("field: value", "field: quote"), "correction 1: field:"),
        (RECORD.replace("94.5\n  who", "many\n  who"), "correction 1: value:"),
        (RECORD.replace("field: value", "field: status"), "correction 1: value:"),
        (RECORD + RECORD.replace("  quote: 95.4%\n", ""), "correction 2: quote:"),
    ],
)
def test_a_broken_file_is_one_line_that_says_where(tmp_path, text, words):
    with pytest.raises(CorrectionError) as error:
        read_corrections(write(tmp_path, text))
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert str(error.value).endswith(".")


def test_a_missing_file_is_an_error_and_an_empty_one_holds_no_corrections(tmp_path):
    with pytest.raises(CorrectionError, match="cannot be read"):
        read_corrections(tmp_path / "corrections.yaml")
    assert read_corrections(write(tmp_path, "# none yet\n")) == ()


def test_what_ties_a_claim_to_its_source_cannot_be_corrected():
    fixed = {"claim_id", "doc_id", "source", "source_start", "source_end", "quote", "rule"}
    names = set(get_args(Correctable))
    assert not fixed & names
    assert names <= set(Claim.__slots__)
