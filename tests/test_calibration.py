"""Confidence bins count what they say, and floors stop a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from healthkpi.api import extract
from healthkpi.cli import run
from healthkpi.validate.calibration import bins_of

TEXT = "全市人均预期寿命78.4岁,肺结核患者治疗成功率94.78%。"


def _gold(path: Path, **wrong: object) -> Path:
    lines = []
    for anchor, phrase, value, unit, measure in (
        ("78.4岁", "人均预期寿命", 78.4, "岁", "duration"),
        ("94.78%", "肺结核患者治疗成功率", 94.78, "%", "rate"),
    ):
        line = {
            "anchor": anchor,
            "start": TEXT.index(anchor),
            "class": "claim",
            "value": value,
            "unit": unit,
            "comparator": "eq",
            "measure": measure,
            "direction": None,
            "status": "actual",
            "indicator": phrase,
            "must": [],
            "scope": ["长治市"],
            "scope_type": "city",
            "year": [2024],
        }
        lines.append(json.dumps(line | wrong, ensure_ascii=False))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_bins_add_up_and_know_right_from_wrong(tmp_path: Path) -> None:
    claims = extract(TEXT, city="长治市", year=2024, source="a.txt")
    rows = bins_of([_gold(tmp_path / "a.jsonl")], claims)
    assert sum(row.claims for row in rows[:-1]) == 2
    assert {row.right for row in rows[:-1]} == {100.0}
    rows = bins_of([_gold(tmp_path / "a.jsonl", status="target")], claims)
    assert {row.right for row in rows[:-1]} == {0.0}


@pytest.mark.parametrize(
    ("floor", "code", "said"),
    [
        ("full_f1=50", 0, ""),
        ("full_f1=101", 1, "below the floor: full_f1=101"),
        ("beauty=5", 2, "--floor beauty=5: give FIGURE=PERCENT"),
    ],
)
def test_floors(
    floor: str, code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, space = tmp_path / "a.txt", str(tmp_path / "w.db")
    source.write_text(TEXT, encoding="utf-8")
    gold = str(_gold(tmp_path / "a.jsonl"))
    known = ["--city", "长治市", "--year", "2024", "--workspace", space]
    run(["ingest", str(source), *known, "--quiet"])
    run(["extract", "--workspace", space, "--quiet"])
    capsys.readouterr()
    assert run(["evaluate", gold, "--workspace", space, "--floor", floor]) == code
    assert said in capsys.readouterr().err
