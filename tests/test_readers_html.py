"""readers.html: the page's own text, its tables, and what its head says of it."""

from __future__ import annotations

import pytest

from healthkpi.extract.tables import read_table_claims
from healthkpi.ingest.metadata import Overrides
from healthkpi.ingest.readers.html import collapse
from healthkpi.ingest.sources import build_document

OLD_SITE = """<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>我市卫生健康事业取得新成效 - 长治市卫生健康委员会</title></head><body>
<div class="top"><a href="/">首页</a> | <a href="/a">政务公开</a> | <a href="/b">办事服务</a></div>
<table width="1000"><tr><td width="200"><ul><li><a href=1>机构概况</a></li></ul></td><td>
<div class="title">我市卫生健康事业取得新成效</div>
<div>发布时间：2025-02-11 来源：市卫健委 【字体：大 中 小】</div>
<div class="TRS_Editor">&nbsp;&nbsp;2024年，全市共有医疗卫生机构4268个，其中医院１２９个，<br>
　　基层医疗卫生机构4089个。<br/>　　全市床位2.31
万张，每千人口7.3张，同比增长3.2%。<p>　　门诊次均费用8,213.5元，同比下降２．１％。</p>
<p>　　我们将继续努力，为人民群众提供更加优质高效的卫生健康服务，推动事业高质量发展。</p>
<table border=1><tr><th>县区</th><th>床位数(张)</th></tr>
<tr><td>襄垣县</td><td>1,204</td></tr>
</table></div></td></tr></table>
<div class="footer">版权所有：长治市卫生健康委员会 地址：太行东街12号 邮编：046000</div>
</body></html>"""


def read(page, charset="utf-8"):
    return build_document(page.encode(charset), "page.html", Overrides())


def test_a_page_of_an_old_site_gives_its_article_alone():
    document = read(OLD_SITE, "gb18030")
    assert document.encoding == "gb18030"
    assert "床位2.31万张" in document.text
    assert "医院129个" in document.text
    for foreign in ("政务公开", "机构概况", "邮编"):
        assert foreign not in document.text
    assert (document.city, document.year, document.published) == ("长治市", 2024, "2025-02-11")
    assert (document.publisher, document.title) == ("市卫健委", "我市卫生健康事业取得新成效")
    (claim,) = read_table_claims(document)
    assert (claim.scope, claim.indicator_text, claim.number.value) == ("襄垣县", "床位数", 1204)


def test_a_charset_the_page_lies_about_is_overruled_and_noted():
    document = read(OLD_SITE)
    assert (document.encoding, document.text) == ("utf-8", read(OLD_SITE, "gb18030").text)
    assert [repair.kind for repair in document.repairs] == ["encoding"]


def test_the_head_of_a_government_page_tells_title_publisher_and_date():
    document = read(
        '<html><head><meta name="ArticleTitle" content="长治市2023年统计公报">'
        '<meta name="PubDate" content="2024-03-28 10:11">'
        '<meta name="ContentSource" content="市统计局"><title>长治市人民政府</title></head>'
        "<body><div><p>年末全市共有医疗卫生机构4268个，床位2.3万张。</p>"
        "</div></body></html>"
    )
    assert (document.title, document.publisher) == ("长治市2023年统计公报", "市统计局")
    assert (document.published, document.year) == ("2024-03-28", 2023)


def test_hidden_text_scripts_and_comments_are_no_text():
    document = read(
        "<html><body><article><h1>长治市2024年工作总结</h1>"
        "<p>全市床位4000张，医师3000人，护士5000人。</p>"
        '<p style="display: none">隐藏数字77</p><script>var x = 88;</script><!-- 99 -->'
        "</article></body></html>"
    )
    assert not any(number in document.source_text for number in ("77", "88", "99"))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("床位2.3\n    万张", "床位2.3万张"),
        ("beds  and\nnurses", "beds and nurses"),
        (" 全市 5 家 ", "全市 5 家"),
        ("增长\r\n5.2%", "增长5.2%"),
    ],
)
def test_white_space_is_collapsed_without_tearing_chinese_apart(source, shown):
    assert collapse(source) == shown


def test_tables_that_lay_out_the_page_are_not_data():
    prose = "全市卫生健康系统坚持以人民健康为中心，" * 8
    document = read(
        f"<html><body><table><tr><td>{prose}床位4000张。</td><td>{prose}医师3000人。</td></tr>"
        f"<tr><td>{prose}</td><td>{prose}</td></tr></table></body></html>"
    )
    assert [block for block in document.blocks if block.kind == "cell"] == []
    assert "医师3000人" in document.text
