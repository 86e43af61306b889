"""What the confidence of a claim rests on, and that it keeps its word on our own gold."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from healthkpi.extract.confidence import FIRM
from healthkpi.extract.reader import read_document
from healthkpi.ingest.sources import read_source, read_text
from healthkpi.models import Claim, Measure
from healthkpi.validate.calibration import bins_of
from healthkpi.vocabulary.load import read_yaml

ROOT = Path(__file__).parents[1]
SIGNS = {
    "any", "baseline", "brackets", "change-of-topic", "completed", "county", "ends-in-term",
    "first", "lead", "loose-start", "list", "measure-at-end", "no-year", "not-in-digits", "pair",
    "people", "relative-clause", "runs-on", "scope-nation", "scope-org", "scope-province",
    "short-rate", "target", "term", "verb-first",
}  # fmt: skip


def claim_of(text: str) -> Claim:
    (claim,) = read_document(read_text(text, city="长治市", year=2024)).claims
    return claim


def test_every_weight_belongs_to_a_sign() -> None:
    table = read_yaml("confidence.yaml")
    lengths = {f"length-{least}" for least in table["lengths"]}
    measures = {f"measure-{measure}" for measure in get_args(Measure)}
    for sign in table["weights"]:
        assert sign in SIGNS | lengths | measures or sign.startswith("shape-")


def test_bands_fall_with_the_likelihood() -> None:
    bands = read_yaml("confidence.yaml")["bands"]
    assert bands == sorted(bands, reverse=True)
    assert bands[-1][0] == 0
    above = [1.0, *(least for least, _ in bands)]
    for (least, value), next_least in zip(bands[:-1], above, strict=False):
        assert least <= value < next_least  # what was right in the band lies within it


@pytest.mark.parametrize(
    "text",
    [
        "家庭医生重点人群签约率达到83.2%。",  # the name of an indicator
        "全市医疗卫生机构总诊疗人次3912.6万人次。",
        "县域内住院人次占比76.4%。",
    ],
)
def test_a_whole_name_beside_its_number_is_firm(text: str) -> None:
    assert claim_of(text).confidence >= FIRM


@pytest.mark.parametrize(
    "text",
    [
        "阳性率达到8.1%。",  # of what?
        "建设工程顺利推进,投入1280万元。",
        "另有2例。",
    ],
)
def test_a_phrase_that_lacks_its_thing_is_not(text: str) -> None:
    assert claim_of(text).confidence < FIRM


def test_the_firm_claims_of_the_samples_are_right() -> None:
    gold = sorted((ROOT / "tests" / "gold").glob("*.jsonl"))
    claims = [
        claim
        for path in sorted((ROOT / "data" / "raw").glob("*.txt"))
        for claim in read_document(read_source(path)).claims
    ]
    firm = bins_of(gold, claims)[-1]
    assert firm.right >= 98
    assert firm.share >= 60
