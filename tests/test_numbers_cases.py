"""find_numbers on our own cases, by phenomenon: tests/cases/numbers_*.yaml."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from healthkpi.extract.numbers import find_numbers, scan
from healthkpi.models import Number

FOLDER = Path(__file__).parent / "cases"


def read_cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}-{case['text'].strip()}")
        for path in sorted(FOLDER.glob("numbers_*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def facts_of(text: str, number: Number, case: dict[str, Any]) -> dict[str, Any]:
    """What the case states of a number, as it was read."""
    read = {
        "value": number.value,
        "low": number.low,
        "high": number.high,
        "unit": number.unit,
        "comparator": number.comparator,
        "span": text[number.start : number.end],
    }
    return {name: read[name] for name in case}


@pytest.mark.parametrize("case", read_cases())
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    numbers = find_numbers(text)
    expected = [
        {"low": None, "value": None, "comparator": "eq", "unit": "", **number}
        for number in case["numbers"]
    ]
    for number in expected:
        number.update({name: decimal(number.get(name)) for name in ("value", "low", "high")})
    assert [facts_of(text, n, e) for n, e in zip(numbers, expected, strict=False)] == expected
    assert len(numbers) == len(expected)


def test_cases_are_many_and_hold_negatives() -> None:
    cases = [case.values[0] for case in read_cases()]
    assert len(cases) >= 150
    assert sum(not case["numbers"] for case in cases) >= 30
    assert len({case["text"] for case in cases}) == len(cases)


def test_scan_reads_working_text_alike() -> None:
    text = "全年服务5.6万人次，约三成为老人，控制在6%以内。"
    assert list(scan(text)) == find_numbers(text)


def test_traditional_text_reads_alike() -> None:
    import opencc

    to_traditional = opencc.OpenCC("s2t").convert
    for case in read_cases():
        text = case.values[0]["text"]
        traditional = to_traditional(text)
        if len(traditional) == len(text):
            assert find_numbers(traditional) == find_numbers(text), traditional
