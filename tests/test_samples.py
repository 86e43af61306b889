"""The sample bulletins and their gold: anchors point at characters, every digit is covered."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "data" / "raw"
GOLD = sorted((ROOT / "tests" / "gold").glob("*.jsonl"))
CLASSES = {"claim", "noise", "optional"}
NOISE_KINDS = {
    "date",
    "list_number",
    "name",
    "slogan",
    "reference",
    "grade",
    "ordinal",
    "other",
}
MEASURES = {"rate", "count", "amount", "change", "rank", "duration", "level", "index"}
COMPARATORS = {"eq", "ge", "gt", "le", "lt", "approx"}
SCOPE_TYPES = {"city", "county", "org", "township", "province", "nation"}
CLAUSE_MARKS = set(",，。；;！!？?\n")


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_simplified(path: Path) -> str:
    """The text the gold counts in: decoded, simplified, nothing else changed."""
    from opencc import OpenCC

    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    simplified: str = OpenCC("t2s").convert(text)
    assert len(simplified) == len(text)
    return simplified


def bulletin_of(gold: Path) -> Path:
    """The one bulletin whose name starts as the gold file's does, as the scorer pairs them."""
    found = [p for p in RAW.glob("*.txt") if p.name.startswith(gold.stem)]
    assert len(found) == 1, f"{gold.name} belongs to {[p.name for p in found]}"
    return found[0]


def test_there_are_samples_with_gold() -> None:
    assert GOLD


def test_every_sample_has_gold() -> None:
    stems = {path.stem for path in GOLD}
    assert {path.stem for path in RAW.glob("*.txt")} == stems


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.stem)
def test_anchor_and_context_are_in_the_text(gold: Path) -> None:
    text = read_simplified(bulletin_of(gold))
    for line in read_lines(gold):
        start, anchor = line["start"], line["anchor"]
        assert text[start : start + len(anchor)] == anchor
        assert anchor in line["context"]
        assert line["context"] in text


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.stem)
def test_anchors_run_in_order_and_do_not_overlap(gold: Path) -> None:
    end = 0
    for number, line in enumerate(read_lines(gold), 1):
        assert line["n"] == number
        assert line["start"] >= end, f"line {number} begins inside the line before"
        end = line["start"] + len(line["anchor"])


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.stem)
def test_every_digit_run_lies_in_exactly_one_line(gold: Path) -> None:
    text = read_simplified(bulletin_of(gold))
    spans = [(x["start"], x["start"] + len(x["anchor"])) for x in read_lines(gold)]
    for run in re.finditer(r"[0-9０-９]+", text):
        holders = [s for s in spans if s[0] <= run.start() and run.end() <= s[1]]
        assert len(holders) == 1, f"{run[0]} at {run.start()}"


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.stem)
def test_noise_names_its_kind(gold: Path) -> None:
    for line in read_lines(gold):
        assert line["class"] in CLASSES
        assert ("noise_kind" in line) == (line["class"] == "noise")
        assert line.get("noise_kind", "other") in NOISE_KINDS


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.stem)
def test_claim_fields_are_of_the_scheme(gold: Path) -> None:
    for line in read_lines(gold):
        if line["class"] == "noise":
            continue
        assert line["measure"] in MEASURES
        assert line["comparator"] in COMPARATORS
        assert line["scope_type"] in SCOPE_TYPES
        assert line["status"] in {"actual", "target", "baseline"}
        assert line["direction"] in {None, "up", "down"}
        assert (line["direction"] is not None) == (line["measure"] == "change")
        assert line["basis"] in {None, "yoy"}
        assert line["scope"]
        assert (line["value"] is None) == ("low" in line)
        assert line.get("low", 0) <= line.get("high", 0)


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.stem)
def test_indicator_phrase_is_made_of_the_texts_words(gold: Path) -> None:
    text = read_simplified(bulletin_of(gold))
    for line in read_lines(gold):
        if line["class"] == "noise":
            continue
        phrase = line["indicator"]
        assert 0 < len(phrase) <= 60
        assert not CLAUSE_MARKS & set(phrase)
        assert 1 <= len(line["must"]) <= 3
        for word in line["must"]:
            assert word in phrase
            assert word in text
