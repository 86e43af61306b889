"""The extractor on our own cases, by phenomenon: tests/cases/<phenomenon>.yaml.

A case marked ``xfail`` names a phenomenon that is not read rightly yet; as soon as it is, the
strict mark fails and has to go.
"""

from __future__ import annotations

from typing import Any, get_args

import pytest
from tests.reading_cases import FIELDS, KEYS, find_faults, locate, read_phenomena

from healthkpi.models import Measure, Role


def read_cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{name}-{number:02d}",
            marks=[pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else [],
        )
        for name, cases in read_phenomena().items()
        for number, case in enumerate(cases, 1)
    ]


@pytest.mark.parametrize("case", read_cases())
def test_case(case: dict[str, Any]) -> None:
    assert not find_faults(case)


@pytest.mark.parametrize("name", read_phenomena())
def test_the_file_keeps_to_its_format(name: str) -> None:
    for case in read_phenomena()[name]:
        assert set(case) <= KEYS
        locate(case["text"], [fact["quote"] for fact in case["claims"]])
        for fact in case["claims"]:
            assert {"quote", "unit", "measure"} <= set(fact) <= FIELDS
            assert fact["measure"] in (None, *get_args(Measure))
        for entry in case.get("nonclaims", []):
            roles = entry["role"] if isinstance(entry["role"], list) else [entry["role"]]
            assert set(roles) <= set(get_args(Role)) - {"claim"}
            assert entry["quote_part"] in case["text"]


def test_cases_are_many_and_hold_counter_examples() -> None:
    by_name = read_phenomena()
    texts = [case["text"] for cases in by_name.values() for case in cases]
    assert len(texts) >= 450
    assert len(set(texts)) == len(texts)
    for name, cases in by_name.items():
        counter = [case for case in cases if case.get("nonclaims") or not case["claims"]]
        assert counter, f"{name} has no counter-example"
