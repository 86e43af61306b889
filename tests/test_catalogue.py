"""The catalogue: every entry means its examples, and nothing else means them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from healthkpi.errors import VocabularyError
from healthkpi.resolve.examples import failing_examples, parse_example
from healthkpi.resolve.matching import open_catalogue, open_matcher
from healthkpi.vocabulary.catalogue import read_catalogue, search_indicators
from healthkpi.vocabulary.load import read_yaml
from healthkpi.vocabulary.wording import normal_form

FAMILIES = sorted({entry.family for entry in read_catalogue()})


def own_entry(**given: Any) -> dict[str, Any]:
    entry = {
        "id": "swimming_lessons",
        "name_zh": "儿童游泳课人次",
        "name_en": "Swimming lessons for children",
        "family": "own",
        "measure": "count",
        "unit": "人次",
        "direction": "neutral",
        "aliases": ["儿童游泳课"],
        "range": [0, 100000],
        "source": "测试",
        "examples": ["儿童游泳课 | 人次", "全市儿童游泳课 | 人次"],
        "not": ["儿童青少年总体近视率 | %"],
    }
    return entry | given


def write_own(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / "own.yaml"
    path.write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
    return path


def test_the_catalogue_is_large_and_its_entries_are_complete() -> None:
    catalogue = read_catalogue()
    assert len(catalogue) >= 350
    for entry in catalogue:
        assert len(entry.examples) >= 2
        assert len(entry.not_) >= 1
        assert entry.unit in read_yaml("matching.yaml")["units"] or entry.units, entry.id
        assert entry.range is None or entry.range[0] < entry.range[1], entry.id


@pytest.mark.parametrize("family", FAMILIES)
def test_entries_mean_their_examples_and_not_their_near_misses(family: str) -> None:
    catalogue = read_catalogue()
    matcher = open_matcher(catalogue)
    wrong = [
        line
        for entry in catalogue
        if entry.family == family
        for line in failing_examples(entry, matcher)
    ]
    assert wrong == []


def test_every_name_and_alias_means_its_entry() -> None:
    matcher = open_matcher(read_catalogue())
    wrong = []
    for entry in read_catalogue():
        unit = "" if entry.unit in ("指数", "比") else entry.unit
        for alias in entry.names:
            match = matcher.match(alias, unit, entry.measure)
            if match.indicator != entry.id:
                wrong.append((entry.id, alias, match.candidates))
    assert wrong == []


def test_aliases_are_unique_for_a_unit() -> None:
    names = Counter(
        (name, entry.unit)
        for entry in read_catalogue()
        for name in {normal_form(alias) for alias in entry.names}
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_an_alias_of_two_entries_is_refused(tmp_path: Path) -> None:
    path = write_own(tmp_path, own_entry(aliases=["总诊疗人次"]))
    with pytest.raises(VocabularyError, match="belongs to outpatient_visits and swimming_lessons"):
        read_catalogue(path)


def test_a_users_entry_is_added_and_found(tmp_path: Path) -> None:
    catalogue = open_catalogue(write_own(tmp_path, own_entry()))
    assert catalogue.own == {"swimming_lessons"}
    match = open_matcher(catalogue).match("全市儿童游泳课", "人次", "count")
    assert match.indicator == "swimming_lessons"
    assert open_matcher().match("全市儿童游泳课", "人次", "count").indicator is None


def test_the_environment_names_a_users_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEALTHKPI_CATALOGUE", str(write_own(tmp_path, own_entry())))
    assert "swimming_lessons" in open_catalogue()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"examples": ["儿童游泳课 | 人次", "婴儿死亡率 | ‰"]}, "infant_mortality_rate"),
        ({"not": ["全市儿童游泳课 | 人次"]}, "near miss"),
        ({"measure": "size"}, "measure"),
        ({"colour": "blue"}, "colour"),
        ({"id": "beds"}, "stands twice"),
        ({"examples": ["儿童游泳课 | 人次"]}, "examples"),
    ],
)
def test_a_users_broken_entry_is_refused(
    tmp_path: Path, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(VocabularyError, match=message):
        open_catalogue(write_own(tmp_path, own_entry(**given)))


@pytest.mark.parametrize("text", ["{", "key: value", "- 1", "\xff"])
def test_a_users_broken_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(VocabularyError, match=r"\. (Give|Begin|Mend)"):
        read_catalogue(path)


def test_search_in_both_languages() -> None:
    assert search_indicators("孕产妇死亡率")[0].id == "maternal_mortality_ratio"
    assert search_indicators("maternal mortality")[0].id == "maternal_mortality_ratio"
    assert "tcm_clinics_halls" in {entry.id for entry in search_indicators("中医馆")}
    assert len(search_indicators("")) == len(read_catalogue())
    assert search_indicators("公路里程") == []


def test_an_example_line_names_its_measure_or_has_the_units_own() -> None:
    assert parse_example("县域内就诊率 | %").measure == "rate"
    assert parse_example("建筑面积 | 平方米 | amount").measure == "amount"
    assert parse_example("三星中医馆 | 个 | | grade=三星").breakdown == "grade=三星"
