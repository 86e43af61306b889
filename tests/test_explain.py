"""Every rule that can stand in a ledger has a meaning, and the derivation shows what decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from healthkpi.extract.explain import explain_at, rule_meaning
from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import read_source, read_text
from healthkpi.vocabulary.load import read_yaml

RAW = Path(__file__).parents[1] / "data" / "raw"


def test_every_pattern_rule_has_a_meaning() -> None:
    assert [e["rule"] for e in read_yaml("nonclaims.yaml") if not rule_meaning(e["rule"])] == []


@pytest.mark.parametrize("path", sorted(RAW.glob("*.txt")), ids=lambda path: path.stem)
def test_every_rule_met_in_the_samples_has_a_meaning(path: Path) -> None:
    reading = read_document(read_source(path))
    met = {rule for row in reading.numerals for rule in row.rule.split("+")}
    met |= {rule for claim in reading.claims for rule in claim.rule.split("+")}
    assert sorted(rule for rule in met if not rule_meaning(rule)) == []


def test_the_derivation_names_rule_words_and_phrase() -> None:
    text = "全市新增三级医院8所,床位500张。"
    document = read_text(text, city="长治市", year=2024)
    lines = "\n".join(explain_at(document, text.index("8所")))
    assert "rule count:" in lines
    assert "新增三级医院" in lines
    assert "长治市" in lines
    assert explain_at(document, 0) == []
