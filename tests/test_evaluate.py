from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from tests.nouns import make_claim, make_numeral

from healthkpi import pipeline
from healthkpi.errors import UsageError
from healthkpi.stages.export import Target
from healthkpi.stages.outcome import Outcome
from healthkpi.stages.rules import Rules
from healthkpi.stages.select import Selection
from healthkpi.store import Workspace
from healthkpi.validate.evaluate import evaluate_files, figures_of, tally_document

GOLD = {
    "anchor": "95.4%",
    "start": 0,
    "class": "claim",
    "value": 95.4,
    "unit": "%",
    "comparator": "eq",
    "measure": "rate",
    "direction": None,
    "status": "actual",
    "indicator": "乡镇卫生院达标率",
    "must": ["达标"],
    "scope": ["长治市"],
    "scope_type": "city",
    "year": [2024],
}


def test_a_right_claim_is_right_in_everything() -> None:
    figures = figures_of(tally_document([GOLD], [make_claim()], [make_numeral()]))
    assert {figures.pop("gold"), figures.pop("unresolved"), figures.pop("other")} == {1, 0.0}
    assert set(figures.values()) == {100.0}


@pytest.mark.parametrize(
    ("wrong", "spoiled"),
    [
        ({"value": Decimal("95.5")}, {"value", "facts"}),
        ({"unit": "‰"}, {"value", "facts"}),
        ({"comparator": "ge"}, {"facts"}),
        ({"status": "target"}, {"facts"}),
        ({"direction": "up"}, {"facts"}),
        ({"indicator_text": "签约率"}, {"indicator"}),
        ({"indicator_text": "乡镇,卫生院达标率"}, {"indicator"}),
        ({"scope": "襄垣县"}, {"scope"}),
        ({"year": 2023}, {"year"}),
        ({"year": None}, {"year"}),
        ({"source_end": 4, "quote": "95.4"}, {"span"}),
        ({"scope_type": "org"}, {"scope_type"}),
    ],
)
def test_each_fault_spoils_its_own_figure(wrong: dict[str, object], spoiled: set[str]) -> None:
    figures = figures_of(tally_document([GOLD], [make_claim(**wrong)], []))
    low = {name for name, figure in figures.items() if figure == 0}
    assert low == spoiled | ({"full_f1"} if spoiled - {"span", "scope_type"} else set())


def test_what_overlaps_nothing_is_false_and_optional_lines_do_not_count() -> None:
    optional = {"anchor": "六大", "start": 50, "class": "optional"}
    claims = [
        make_claim(),
        make_claim(source_start=50, source_end=52),
        make_claim(source_start=90, source_end=92),
    ]
    figures = figures_of(tally_document([GOLD, optional], claims, []))
    assert (figures["precision"], figures["recall"]) == (50.0, 100.0)


def test_a_scope_may_carry_the_place_above_it() -> None:
    for scope, share in (("山西省长治市", 100.0), ("山西长治市", 0.0)):
        figures = figures_of(tally_document([GOLD], [make_claim(scope=scope)], []))
        assert figures["scope"] == share


@pytest.mark.parametrize("text", ["not json", '{"n": 1}', "[1]"])
def test_a_broken_gold_file_is_misuse(tmp_path: Path, text: str) -> None:
    path = tmp_path / "000.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"000\.jsonl"):
        evaluate_files([path], [], [])
    with pytest.raises(UsageError, match="missing"):
        evaluate_files([tmp_path / "missing.jsonl"], [], [])


def test_a_gold_file_without_its_source_is_misuse(tmp_path: Path) -> None:
    path = tmp_path / "000.jsonl"
    path.write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="Ingest it"):
        evaluate_files([path], [make_claim(source="001.txt")], [])
    assert evaluate_files([path], [make_claim(source="x/000.txt")], [])[0].document == "000"


def test_the_figures_are_those_of_the_scoring_script(
    workspace: Workspace, shared: Path, tmp_path: Path
) -> None:
    outcome = Outcome()
    intake = pipeline.Intake({shared / "bulletins": "bulletins"})
    pipeline.ingest(workspace, intake, outcome=outcome)
    pipeline.extract(workspace, Rules(), outcome=outcome)
    target, chosen = Target("jsonl", tmp_path), Selection(["claims", "numerals"])
    pipeline.export(workspace, Rules(), target, chosen, outcome=outcome)
    gold = sorted((shared / "gold").glob("*.jsonl"))
    assert gold
    script = [sys.executable, str(shared / "score" / "score.py"), str(tmp_path / "claims.jsonl")]
    options = ["--numerals", str(tmp_path / "numerals.jsonl"), "--json"]
    done = subprocess.run(
        [*script, *map(str, gold), *options], check=True, capture_output=True, text=True
    )
    expected = [json.loads(line) for line in done.stdout.splitlines()]
    scores = evaluate_files(gold, workspace.claims(), workspace.numerals())
    assert [{"document": s.document, **s.figures} for s in scores] == expected
