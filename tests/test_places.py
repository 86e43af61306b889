"""Places: every division of 2026 and every rename since 2000, short forms, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthkpi.vocabulary.load import read_rows, read_yaml
from healthkpi.vocabulary.places import Place, find_places, mend_place, place_of, resolve_place
from healthkpi.vocabulary.places_index import read_index, short_forms

REGIONS = read_rows("regions_2026.csv")
CHANGES = read_rows("region_changes.csv")
COUNTIES = [row for row in REGIONS if row["level"] == "county"]
MUNICIPALITIES = {"110000", "120000", "310000", "500000"}


def code_of(place: Place | None) -> str | None:
    return place.code if place else None


def home_of(place: Place | None) -> str | None:
    return place.city_code if place else None


def city_of(row: dict[str, str]) -> tuple[str, str]:
    """Code and name of a county's city by the columns of the data, not by the index."""
    parent = row["parent_code"]
    if parent in MUNICIPALITIES:
        return parent, row["province"]
    if row["prefecture"]:
        return parent, row["prefecture"]
    return row["code"], row["name"]


def test_every_county_resolves_with_its_city_code() -> None:
    for row in COUNTIES:
        city_code, city = city_of(row)
        place = resolve_place(row["name"], city_code=city_code)
        assert place is not None, row
        assert (place.code, place.city_code, place.city) == (row["code"], city_code, city)


def test_every_county_resolves_behind_the_name_of_its_city() -> None:
    for row in COUNTIES:
        city_code, city = city_of(row)
        if city_code == row["code"]:
            city = row["province"]
        for name in (city + row["name"], row["province"] + city + row["name"]):
            assert code_of(resolve_place(name)) == row["code"], name


def test_every_county_is_found_in_a_sentence_behind_its_city() -> None:
    for row in COUNTIES:
        city_code, city = city_of(row)
        name = (row["province"] if city_code == row["code"] else city) + row["name"]
        found = find_places(f"据{name}统计，完成5项。")
        assert [(m.start, m.end, m.place.code) for m in found] == [
            (1, 1 + len(name), row["code"])
        ], name


def test_unambiguous_counties_resolve_without_a_city() -> None:
    names = [row["name"] for row in COUNTIES]
    for row in COUNTIES:
        place = resolve_place(row["name"])
        if names.count(row["name"]) == 1:
            assert code_of(place) == row["code"], row
        else:
            assert place is None or place.level == "city", row


def test_every_prefecture_and_province_resolves() -> None:
    for row in REGIONS:
        if row["level"] != "county":
            assert code_of(resolve_place(row["name"])) == row["code"], row


def test_every_county_renamed_since_2000_resolves_by_year() -> None:
    for row in CHANGES:
        if row["old_code"].endswith("00") or row["old_name"] == row["new_name"]:
            continue
        year = int(row["year"])
        old = home_of(place_of(row["old_code"]))
        new = home_of(place_of(row["new_code"]))
        before = resolve_place(row["old_name"], year=year - 1, city_code=old)
        after = resolve_place(row["new_name"], year=year + 1, city_code=new)
        assert home_of(before) == old is not None, row
        assert home_of(after) == new is not None, row


@pytest.mark.parametrize(
    ("name", "year", "code", "city_code"),
    [
        ("长治县", 2016, "140421", "140400"),
        ("上党区", 2020, "140404", "140400"),
        ("株洲县", 2015, "430221", "430200"),
        ("渌口区", 2024, "430212", "430200"),
        ("寿县", 2014, "341521", "341500"),
        ("寿县", 2018, "340422", "340400"),
        ("临沧地区", 2002, "533500", "530900"),
        ("莱芜市", 2017, "371200", "371200"),
        ("巢湖市", 2010, "341400", "341400"),
        ("巢湖市", 2012, "340181", "340100"),
        ("思茅市", 2005, "530800", "530800"),
        ("襄樊市", 2008, "420600", "420600"),
    ],
)
def test_names_mean_what_they_meant_in_their_year(
    name: str, year: int, code: str, city_code: str
) -> None:
    place = resolve_place(name, year=year)
    assert place is not None
    assert (place.code, place.city_code) == (code, city_code)


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("长治", "140400", "city"),
        ("襄垣", "140423", "county"),
        ("山西省长治市襄垣县", "140423", "county"),
        ("山西长治襄垣", "140423", "county"),
        ("济源市", "419001", "city"),
        ("仙桃", "429004", "city"),
        ("新疆石河子市", "659001", "city"),
        ("凉山州", "513400", "city"),
        ("恩施州", "422800", "city"),
        ("延边州", "222400", "city"),
        ("前郭县", "220721", "county"),
        ("科尔沁左翼中旗", "150521", "county"),
        ("内蒙古", "150000", "province"),
        ("广西", "450000", "province"),
        ("重庆", "500000", "city"),
        ("海南", "460000", "province"),
        ("全国", "100000", "nation"),
    ],
)
def test_full_and_short_forms(name: str, code: str, level: str) -> None:
    place = resolve_place(name)
    assert place is not None
    assert (place.code, place.level) == (code, level)


@pytest.mark.parametrize("name", ["朝阳区", "城区", "郊区", "和平", "朝阳县医院", "", "市"])
def test_ambiguous_or_foreign_names_are_not_guessed(name: str) -> None:
    assert resolve_place(name) is None


@pytest.mark.parametrize(
    ("name", "city_code", "code"),
    [
        ("朝阳区", "110000", "110105"),
        ("朝阳区", "220100", "220104"),
        ("城区", "140500", "140502"),
        ("长子", "140400", "140428"),
        ("朝阳区", "140400", None),
    ],
)
def test_the_document_s_city_decides(name: str, city_code: str, code: str | None) -> None:
    place = resolve_place(name, city_code=city_code)
    assert code_of(place) == code


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("凉山彝族自治州", ("凉山", "凉山州")),
        ("东乡族自治县", ("东乡", "东乡县")),
        ("内蒙古自治区", ("内蒙古",)),
        ("鄂伦春自治旗", ("鄂伦春", "鄂伦春旗")),
        ("吉县", ()),
    ],
)
def test_short_forms(full: str, short: tuple[str, ...]) -> None:
    assert short_forms(full) == short


def names_in(text: str, city_code: str | None = None) -> list[str]:
    return [text[m.start : m.end] for m in find_places(text, city_code=city_code)]


def test_find_places_in_a_sentence() -> None:
    text = "长治市襄垣县、长子县和壶关县，山西省晋城市城区，三明医改，上海南站，四川凉山州"
    assert names_in(text) == [
        "长治市襄垣县", "长子县", "壶关县", "山西省晋城市城区", "三明", "上海", "四川凉山州",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "朝阳产业与和平发展，新华社记者在城区、郊区、高新区、开发区",
        "为长治久安确保定期检查，创新乡村治理，推广安全注射",
        "全市和县级医院，公共和县级财政，组成县域医共体，相应县区，镇中卫生院",
        "扩大同比例，隆重庆祝，城市中区域，三明确，白银材质",
    ],
)
def test_words_that_only_look_like_places(text: str) -> None:
    assert names_in(text) == []


def test_short_county_names_need_the_document_s_city() -> None:
    text = "上党、襄垣、平顺县域医共体"
    assert names_in(text, "140400") == ["上党", "襄垣", "平顺县"]
    assert names_in(text, "110000") == ["平顺县"]


def test_county_level_of_a_city_is_not_its_former_county() -> None:
    (mention,) = find_places("长治县级医院8所")
    assert mention.place.code == "140400"


@given(st.lists(st.sampled_from([*sorted(read_index().names), "，", "医院8所", "市"]), max_size=8))
def test_mentions_are_ordered_and_apart(parts: list[str]) -> None:
    text = "".join(parts)
    mentions = find_places(text)
    ends = [0, *(m.end for m in mentions)]
    assert all(end <= m.start < m.end for end, m in zip(ends, mentions, strict=False))
    assert all(m.end <= len(text) and m.place.level != "nation" for m in mentions)


@pytest.mark.parametrize(
    ("name", "city_code", "code"),
    [
        ("长于县", "140400", "140428"),  # 长子县
        ("襄坦县", "140400", "140423"),  # 襄垣县
        ("长丰县", "140400", None),  # a county of 合肥, spelt right
        ("长于区", "140400", None),  # another kind
        ("长于县", "430200", None),  # no such county there
        ("和甲", "340500", None),
    ],
)
def test_mend_place(name: str, city_code: str, code: str | None) -> None:
    place = mend_place(name, city_code)
    assert code_of(place) == code


@given(st.sampled_from([row for row in COUNTIES if len(row["name"]) > 2]), st.data())
def test_a_county_one_character_off_is_mended_or_left(
    row: dict[str, str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(row["name"]) - 2))
    broken = row["name"][:at] + "〓" + row["name"][at + 1 :]
    place = mend_place(broken, city_of(row)[0])
    assert place is None or place.city_code == city_of(row)[0]
    assert place is None or sum(a != b for a, b in zip(place.name, broken, strict=True)) == 1


def test_the_word_lists_speak_of_real_names() -> None:
    words = read_yaml("places.yaml")
    names = read_index().names
    assert all(place_of(code) for code in words["nicknames"].values())
    for key in ("not_before", "not_after"):
        assert [name for name in words[key] if name not in names] == []
