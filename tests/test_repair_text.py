"""Repairs besides byte slips: pinyin, mojibake, OCR, sections; and the way back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.damage import SENTENCES

from healthkpi.ingest.repair import repair_text
from healthkpi.ingest.repair.mojibake import find_mojibake
from healthkpi.ingest.repair.ocr import find_ocr
from healthkpi.ingest.repair.pinyin import find_pinyin
from healthkpi.ingest.repair.sections import sort_sections


def kinds(text: str) -> list[str]:
    return [repair.kind for repair in repair_text(text).repairs]


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("加強衛(wèi)生健康機構(gòu)建設", "加強衛生健康機構建設"),
        ("發（fā）布了，机构(gòu)和衛(wèi)生院", "發布了，机构和衛生院"),
    ],
)
def test_pinyin_behind_a_converted_character_goes(damaged: str, mended: str) -> None:
    assert repair_text(damaged).text == mended
    assert set(kinds(damaged)) == {"pinyin"}


@pytest.mark.parametrize("text", ["行(xíng)字读音", "卫生(weisheng)", "衛(CDC)生", "衛（八）生"])
def test_other_brackets_stay(text: str) -> None:
    assert list(find_pinyin(text)) == []


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
@pytest.mark.parametrize("times", [1, 2])
def test_utf8_read_as_a_western_code_page(encoding: str, times: int) -> None:
    text = "医院86所"
    damaged = text
    for _ in range(times):
        damaged = damaged.encode("utf-8").decode(encoding, "strict")
    assert repair_text(f"共有{damaged}。").text == f"共有{text}。"
    assert set(kinds(damaged)) == {"mojibake"}


@settings(deadline=None)
@given(st.sampled_from(SENTENCES))
def test_whole_sentences_come_back_from_latin_1(sentence: str) -> None:
    assert repair_text(sentence.encode("utf-8").decode("latin-1")).text == sentence


@pytest.mark.parametrize("text", ["café à la crème", "don’t naïve", "25 °C ± 3 µm", "Ãngström"])
def test_accents_are_no_mojibake(text: str) -> None:
    assert list(find_mojibake(text)) == []


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("2OO4年", "2004年"),
        ("截至2Ol9年底", "截至2019年底"),
        ("发现病例l0例", "发现病例10例"),
        ("增长9 5 . 4 %", "增长95.4%"),
        ("占 $2 8 . 5 \\%$", "占 $28.5%$"),
        ("2015一2020年", "2015—2020年"),
        ("2016年一2020年", "2016年—2020年"),
        ("水平提高。。全市", "水平提高。全市"),
    ],
)
def test_what_a_scanner_misread(damaged: str, mended: str) -> None:
    assert repair_text(damaged).text == mended
    assert kinds(damaged) == ["ocr"]


@pytest.mark.parametrize(
    "text",
    [
        "H2O含量",
        "PM10浓度，PM2.5浓度",
        "1 2 3 所",
        "9 5 4 %",
        "2020年一季度",
        "第一2020年",
        "O2O平台和B2B平台",
        "省略。。。全市",
        "维生素C10例",
    ],
)
def test_what_only_looks_misread(text: str) -> None:
    assert list(find_ocr(text)) == []


BODY = {
    1: "总体情况\n全市医院86所。",
    2: "主要做法\n新增床位5张。",
    3: "存在问题\n人才不足。",
    4: "下一步\n继续努力。",
}
NAMES = {1: "一、", 2: "二、", 3: "三、", 4: "四、"}


def page(order: list[int]) -> str:
    return "工作报告\n" + "\n".join(NAMES[n] + BODY[n] for n in order)


def test_sections_are_read_in_the_order_of_their_numbers() -> None:
    source = page([1, 2, 4, 3])
    repaired = repair_text(source)
    assert repaired.text.strip() == page([1, 2, 3, 4])
    assert repaired.starts is not None
    assert repaired.ends is not None
    at = repaired.text.index("人才不足")
    assert source[repaired.starts[at] : repaired.ends[at + 3]] == "人才不足"
    assert [repair.kind for repair in repaired.repairs] == ["section_order"]


@pytest.mark.parametrize(
    "order", [[1, 2, 3, 4], [1, 2, 3], [1, 3, 2], [1, 2, 4], [1, 2, 2, 1], [4, 3, 2, 1]]
)
def test_sections_in_order_or_beyond_telling_stay(order: list[int]) -> None:
    assert sort_sections(page(order)) is None


def test_a_sound_text_costs_no_offsets() -> None:
    text = "\n".join(SENTENCES)
    assert repair_text(text) == (text, None, None, ())


@settings(deadline=None)  # the word list is read on first need
@given(
    st.lists(
        st.sampled_from(
            ["衛(wèi)生", "2OO4年", "9 5 . 4 %", "8個中醫??圃\\療中心", "åŒ»é™¢", "全市86所，"]
        ),
        max_size=6,
    )
)
def test_every_character_leads_back_to_the_source(parts: list[str]) -> None:
    source = "。".join(parts)
    repaired = repair_text(source)
    if repaired.starts is None or repaired.ends is None:
        assert repaired.text == source
        return
    assert len(repaired.starts) == len(repaired.ends) == len(repaired.text)
    spans = zip(repaired.starts, repaired.ends, strict=True)
    assert all(0 <= start < end <= len(source) for start, end in spans)
    for char, start, end in zip(repaired.text, repaired.starts, repaired.ends, strict=True):
        inside = any(r.source_start <= start and end <= r.source_end for r in repaired.repairs)
        assert inside or source[start:end] == char
    for repair in repaired.repairs:
        assert source[repair.source_start : repair.source_end] == repair.before
