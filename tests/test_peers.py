"""find_numbers and read_number on the test cases of two other readers."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from healthkpi.extract.numbers import find_numbers, read_number
from healthkpi.models import Number

LISTED = yaml.safe_load(Path(__file__).with_name("peer_disagreements.yaml").read_text("utf-8"))


def read_peer_cases(shared: Path, name: str) -> list[Any]:
    path = shared / "peers" / "recognizers-text" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8-sig"))


def rounded(value: Decimal | str) -> str:
    """Twelve digits, the precision of the cases."""
    return f"{float(value):.12g}"


def in_per_cent(number: Number) -> Decimal:
    """The value in the unit that the percentage cases use for all."""
    assert number.value is not None
    return number.value / 10 if number.unit == "‰" else number.value


def unmet(cases: list[Any], *, percent: bool) -> list[str]:
    """The inputs whose values are not found exactly."""
    wrong = []
    for case in cases:
        numbers = [n for n in find_numbers(case["Input"]) if n.value is not None]
        found = [rounded(in_per_cent(n) if percent else n.value or Decimal(0)) for n in numbers]
        expected = [rounded(r["Resolution"]["value"].rstrip("%")) for r in case["Results"]]
        if found != expected:
            wrong.append(case["Input"])
    return wrong


@pytest.mark.parametrize(
    ("name", "group", "floor"), [("NumberModel", "number", 335), ("PercentModel", "percent", 118)]
)
def test_recognizers_text(shared: Path, name: str, group: str, floor: int) -> None:
    cases = read_peer_cases(shared, name)
    wrong = unmet(cases, percent=group == "percent")
    assert len(cases) - len(wrong) >= floor
    assert sorted(wrong) == sorted(case for entry in LISTED[group] for case in entry["cases"])


def test_spans_hold_the_peers_spans(shared: Path) -> None:
    """Where the values agree, so do the places: each span holds the peer's."""
    for name, group in (("NumberModel", "number"), ("PercentModel", "percent")):
        cases = read_peer_cases(shared, name)
        wrong = set(unmet(cases, percent=group == "percent"))
        for case in cases:
            if case["Input"] in wrong:
                continue
            numbers = [n for n in find_numbers(case["Input"]) if n.value is not None]
            for number, result in zip(numbers, case["Results"], strict=True):
                assert number.start <= result["Start"], case["Input"]
                assert number.end > result["End"], case["Input"]


def test_cn2an(shared: Path) -> None:
    path = shared / "peers" / "cn2an" / "cn2an.json"
    cases = [c for c in json.loads(path.read_text("utf-8")) if c["expected"] is not None]
    assert len(cases) > 300
    wrong = []
    for case in cases:
        number = read_number(case["input"])
        if number is None or number.value != Decimal(str(case["expected"])):
            wrong.append((case["input"], case["expected"], number))
    assert not wrong


def test_every_disagreement_has_a_reason() -> None:
    for group in LISTED.values():
        for entry in group:
            assert entry["reason"]
            assert entry["cases"]
