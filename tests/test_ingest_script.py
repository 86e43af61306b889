"""ingest.script and ingest.clean: script, width, stray characters, wrapped lines."""

from __future__ import annotations

import pytest

from healthkpi.ingest.clean import clean_text
from healthkpi.ingest.script import detect_script, to_narrow, to_simplified

HANS = "全市乡镇卫生院达标率为95.4%，较上年提高。"
HANT = "全市鄉鎮衛生院達標率為95.4%，較上年提高。"


@pytest.mark.parametrize(
    ("text", "script"),
    [(HANS, "hans"), (HANT, "hant"), (HANS + HANT, "mixed"), ("12.5%", "hans"), ("", "hans")],
)
def test_the_script_is_found(text, script):
    assert detect_script(text) == script


def test_a_stray_traditional_character_does_not_make_a_text_mixed():
    assert detect_script(HANS * 3 + "於") == "hans"


def test_conversion_keeps_the_length_and_the_terms_of_the_field():
    assert to_simplified("健康指標與資訊") == "健康指标与资讯"
    assert to_simplified("健康指标") == "健康指标"


def test_widths_are_mapped_one_to_one_and_punctuation_stays():
    wide = "１２．５％，ＣＯＶＩＤ；①½³\u3000\u00a0。"
    assert to_narrow(wide) == "12.5%，COVID；①½³  。"
    assert len(to_narrow(wide)) == len(wide)


def working(text, **options):
    mapped, repairs, script = clean_text(text, **options)
    starts = mapped.starts or range(len(mapped.text))
    ends = mapped.ends or range(1, len(mapped.text) + 1)
    return mapped.text, list(zip(starts, ends, strict=True)), repairs, script


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("增长\u200b5\u00ad.2%", "增长5.2%"),
        ("床位&nbsp;40&#37;", "床位 40%"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("??? 近年来", "    近年来"),
        ("A&B公司", "A&B公司"),
    ],
)
def test_stray_characters_are_mapped_with_their_offsets(source, clean):
    text, spans, _, _ = working(source)
    assert text == clean
    assert spans[-1][1] == len(source)
    assert all(start < end for start, end in spans)


def test_lines_wrapped_at_a_margin_are_joined_also_inside_a_number():
    lines = [
        "全市卫生健康系统坚持以人民健康为中心全年完成总诊疗达到1",
        "2.5万人次比上年增长百分之五其中县级医院诊疗人次有所增加",
        "基层医疗卫生机构诊疗人次占比达到五成六群众满意度不断提升",
        "中医药服务能力持续增强建成中医馆若干个覆盖全部乡镇卫生院",
        "人才队伍建设不断加强引进高层次人才若干名培训基层医务人员",
        "到此为止。",
    ]
    source = "\n".join(lines)
    text, spans, _, _ = working(source, reflow=True)
    assert "总诊疗达到12.5万人次" in text
    at = text.index("12.5")
    assert source[spans[at][0] : spans[at + 3][1]] == "1\n2.5"


def test_lines_of_a_text_that_was_not_wrapped_stay_apart():
    source = "长治市\n2024年\n床位4000张\n医师3000人\n护士5000人\n完"
    assert working(source, reflow=True)[0] == source


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("## 二、床位\n**95.4%**的机构", "二、床位\n95.4%的机构"),
        ("增长5\\.2%，__其中__2**3", "增长5.2%，其中2**3"),
        ("[公报](http://a/2024)", "[公报](http://a/2024)"),
    ],
)
def test_marks_of_markdown_are_taken_out(source, clean):
    text, spans, _, _ = working(source, markdown=True)
    assert text == clean
    assert all(source[low:high] == char for char, (low, high) in zip(text, spans, strict=True))
