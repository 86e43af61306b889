"""Lost bytes of GBK: what is read back, what is marked as lost, and what must not be touched."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.damage import SENTENCES, drop_lead_byte

from healthkpi.ingest.repair import Repaired, repair_text
from healthkpi.ingest.repair.byte_slip import find_slips
from healthkpi.ingest.repair.fill import LOST, Gap, fill_gaps
from healthkpi.ingest.repair.shift import find_path, join, read_bytes
from healthkpi.ingest.repair.words import likelihood


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("推進8個中醫??圃\\療中心和8個", "推進8個中醫專科診療中心和8個"),
        ("8個中醫優勢??萍航ㄔO、名中醫工作室", "8個中醫優勢專科集群建設、名中醫工作室"),
        ("據?豆珗蟆凤@示，全市醫院", "據《公報》顯示，全市醫院"),
        ("瓿晒ぷ鳎\ufffd2024年服务", "完成工作，2024年服务"),
    ],
)
def test_runs_known_from_the_web_are_read_back(damaged: str, mended: str) -> None:
    repaired = repair_text(damaged)
    assert repaired.text == mended
    assert {repair.kind for repair in repaired.repairs} == {"byte_slip"}
    for repair in repaired.repairs:
        assert damaged[repair.source_start : repair.source_end] == repair.before
        assert repair.after in mended


def test_two_hundred_random_losses() -> None:
    draw = random.Random(20)
    cases = [drop_lead_byte(draw.choice(SENTENCES), draw) for _ in range(200)]
    runs = chars = known = wrong = 0
    for sentence, at, damaged in cases:
        text = repair_text(damaged).text
        same = len(text) == len(sentence)
        runs += same and text[:at] + text[at + 1 :] == sentence[:at] + sentence[at + 1 :]
        chars += same and text[at] == sentence[at]
        known += same and text[at] in (sentence[at], LOST)
        fits = same and all(a in (b, LOST) for a, b in zip(text, sentence, strict=True))
        wrong += text != damaged and not fits
    assert runs >= 190
    assert chars >= 160
    assert known >= 190
    assert wrong <= 4


@pytest.mark.parametrize(
    "text",
    [
        *SENTENCES,
        "你知道什么是家庭医生吗?我们来告诉你",
        "维生素C含量与α多样性指数、p值的关系（β=0.3）",
        "科学技術イノベーション政策のための科学，国立国会図書館における整備の現状",
        "魑魅魍魉、饕餮、貔貅、麒麟等神兽，龃龉、踟蹰、蹀躞等词语",
        "鄢陵、郾城、鄄城、郯城、涞水、浠水、沭阳、泗洪、睢宁、邳州",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair_text(text) == Repaired(text, None, None, ())


def test_work_reports_get_no_repair(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "work_reports").glob("*.txt")):
        assert repair_text(path.read_text(encoding="utf-8")).repairs == (), path.name


def test_papers_get_no_repair_of_encodings(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "health_papers").glob("*.txt")):
        repairs = repair_text(path.read_text(encoding="utf-8")).repairs
        assert {repair.kind for repair in repairs} <= {"ocr", "section_order"}, path.name


def test_damage_that_cannot_be_read_back_is_reported_and_left() -> None:
    damaged = "检查企\ue7c7\ufffd950家，完成\ue2a5锏\ufffd5家"
    repaired = repair_text(damaged)
    for repair in repaired.repairs:
        if "left" in repair.reason:
            assert repair.after == repair.before
            assert repair.before in repaired.text


def test_a_passage_of_many_odd_characters_ends() -> None:
    text = "\ue001家\ue002龘靐齉" * 2000
    assert list(find_slips(text)) == []


def test_the_shifted_reading_is_that_of_the_bytes_between() -> None:
    codes = read_bytes("豆珗")
    assert codes.shifted == ["", "公"]
    assert join(0xB9, 0xAB) == "公"
    assert join(0x39, 0xAB) == ""


def test_a_whole_text_is_one_plain_path() -> None:
    text = "全市医院床位不断增加"
    assert {step.kind for step in find_path(text, read_bytes(text))} == {"plain"}


def test_a_gap_is_filled_by_the_words_around_it() -> None:
    lead_lost = Gap(trail="院".encode("gbk")[1])
    ((char, sure),) = fill_gaps("全市共有医", [lead_lost], "86所", traditional=False)
    assert (char, sure) == ("院", True)


def test_words_are_likelier_than_a_heap_of_characters() -> None:
    assert likelihood("卫生健康委员会") > likelihood("健生会康委卫员")
