"""Columns of a newspaper's page, lifted one by one, are read on where the rest of them stands."""

from __future__ import annotations

import pytest

from healthkpi.extract.reader import read_document
from healthkpi.ingest.repair.fragments import stitch_fragments
from healthkpi.ingest.sources import read_text

PAGE = """某某晚报

责编：甲 美编：乙



急救车跑得更快了

本报讯（通讯员 丙）市急救中心去年新增站点六处，出车更加及时，市区急救平均反应时间由13.5分钟缩短到



村医有了接班人

本报讯（通讯员 丁）渌口区去年招聘大学生村医46名，培训村医320人次，全区村卫生室中有大专学历的村医占



9.2分钟，急救站点覆盖全部乡镇，急救中心接到的电话超过八万个。



比已经超过四成，村医的收入也比前年增长12%。
"""


def test_a_fragment_goes_behind_its_open_end() -> None:
    mended = stitch_fragments(PAGE)
    assert mended is not None
    assert mended.starts is not None
    assert mended.ends is not None
    assert "反应时间由13.5分钟缩短到9.2分钟，急救站点" in mended.text
    assert "大专学历的村医占比已经超过四成" in mended.text
    for index, char in enumerate(mended.text):
        if not char.isspace():
            assert PAGE[mended.starts[index] : mended.ends[index]] == char
    assert sorted(mended.text.split()) != sorted(PAGE.split())  # lines were joined
    assert sorted("".join(mended.text.split())) == sorted("".join(PAGE.split()))  # nothing lost


def test_its_numbers_are_read_with_the_story_they_belong_to() -> None:
    document = read_text(PAGE, city="株洲市", year=2024, doc_type="news")
    assert {repair.kind for repair in document.repairs} == {"fragment_order"}
    moved = [PAGE[repair.source_start : repair.source_end] for repair in document.repairs]
    assert [line[:5] for line in moved] == ["9.2分钟", "比已经超过"]
    claims = {claim.quote: claim for claim in read_document(document).claims}
    assert claims["9.2分钟"].indicator_text == claims["13.5分钟"].indicator_text
    assert claims["9.2分钟"].scope == "株洲市"
    assert claims["超过四成"].scope == "渌口区"
    assert PAGE[claims["9.2分钟"].source_start :].startswith("9.2分钟")


@pytest.mark.parametrize(
    "text",
    [
        "全市急救平均反应时间由13.5分钟缩短到\n\n9.2分钟，急救站点覆盖全部乡镇。",
        PAGE.replace("晚报", "公报")
        .replace("责编", "印发")
        .replace("美编", "")
        .replace("本报讯（通讯员", "（"),
        PAGE.replace("缩短到\n", "缩短到9分钟。\n").replace("村医占\n", "村医占多数。\n"),
        PAGE.replace("\n\n", "\n").replace("\n\n", "\n"),
    ],
    ids=["one column after the other", "no newspaper", "no open end", "wrapped lines"],
)
def test_what_is_left_alone(text: str) -> None:
    assert stitch_fragments(text) is None


def test_what_follows_on_the_page_stays_there() -> None:
    text = PAGE.replace(
        "缩短到\n\n\n\n村医有了接班人",
        "缩短到\n\n\n\n9.1分钟，急救反应再次提速，急救站点更密。\n\n\n\n村医有了接班人",
    )
    mended = stitch_fragments(text)
    assert mended is None or "缩短到9.1分钟" in mended.text


def test_a_page_cut_off_in_mid_number_loses_nothing():
    page = (
        "上党晚报\u3000\u3000\u300005\u3000健康特刊\n\n2025年1月20日\u3000星期一\u3000责编\n"
        "家公办园月收费1380元，比民办园便宜三四百元。\n\n市卫健委提供的数据显示，全市普惠托位占比71.4%；"
        "“生育补贴”发放7391万元，一孩、二孩家庭分别领取2000元、5\n"
    )
    mended = stitch_fragments(page)
    text = page if mended is None else mended[0]
    assert sorted("".join(text.split())) == sorted("".join(page.split()))


HALVES = """某某日报

责编：甲 美编：乙



家门口的康复床

本报讯（通讯员 丙）去年，桂阳县把闲置的病房改成康复病区，全年向各分院下派康复治疗师和护理骨干



年均住院费用由4300元降到3650元，群众的负担明显减轻。眼下，全县每千名老人拥有护理型床



57名，带教基层医生180人次，病人不出镇就能做康复。家住流峰镇的刘大爷算了一笔账，同样的病，同样的治疗，过去要往城里跑，现在人



位5.4张，比三年前翻了一番。今年还将在两个镇建设安宁疗护病区。"""


def test_a_column_may_begin_and_end_in_mid_sentence() -> None:
    """The third column goes on from the first and leads on to the second, and that to the last."""
    mended = stitch_fragments(HALVES)
    assert mended is not None
    assert "护理骨干57名" in mended.text  # persons behind whom they count
    assert "现在人年均住院费用" in mended.text
    assert "护理型床位5.4张" in mended.text
    assert sorted("".join(mended.text.split())) == sorted("".join(HALVES.split()))


def test_whole_paragraphs_stay_where_they_are() -> None:
    whole = "某某日报\n\n责编：甲 美编：乙\n\n\n"
    whole += "去年全县培训村医120人次。\n\n\n57名骨干下派到镇，少跑路。\n"
    assert stitch_fragments(whole) is None
