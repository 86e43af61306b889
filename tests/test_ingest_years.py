"""The year of a document: what its sentences, its head and its date say of years, weighed."""

from __future__ import annotations

import pytest

from healthkpi.ingest.sources import read_text


@pytest.mark.parametrize(
    ("text", "year"),
    [
        # What was appraised goes before the day of the appraisal.
        (
            (
                "关于全市基层卫生绩效考核结果的通报\n市卫生局于2013年1月14日至25日对各县2012年度基本公共卫生"
                "服务项目实施情况进行了考核。\n全市建立健康档案312万份，管理高血压患者21.3万人。\n二〇一三年三月六日"
            ),
            2012,
        ),
        (
            "医院年度质量报告\n报告期：2019年1月1日至2019年12月31日\n门诊121万人次。\n2020年3月发布",
            2019,
        ),
        (
            "规划实施情况中期评估报告\n评估期为2021—2023年。\n2025年目标为4.5个，现为3.4个。\n2024年5月印",
            2023,
        ),
        (  # The number of an issue is of the year after.
            (
                "疫情简报\n2018年第1期（总第40期）\n1月22日\n现将2017年全市手足口病疫情分析如下。\n"
                "全年报告1260例，较上年上升8.2%。"
            ),
            2017,
        ),
        # A report named after what it reviews; an annual by its year alone.
        (
            "某县2010年政府工作报告\n——2011年2月18日在县十五届人大六次会议上\n参合率96.2%，补偿3126万元。",
            2010,
        ),
        ("县医院年报·2011      第二篇\n全年门诊13.9万人次，2010年为12.2万人次。", 2011),
        # A programme is reviewed in the year after it, or in its last.
        (
            "“十三五”卫生健康规划实施情况评估报告\n人均预期寿命由2015年的76.1岁提高到78.3岁。\n2021年6月",
            2020,
        ),
        (
            "“十三五”看变化\n发布时间：2021-01-27\n五年间，投入7.3亿元。与2015年相比，村医多了140人。",
            2020,
        ),
        # Figures as of the end of a year.
        (
            (
                "发布会实录\n时间：2016年9月6日\n截至2015年底，全州有乡镇卫生院148所，村医3960人，床位2.2万张。"
                "\n每千人口护士由2010年的1.2人增加到2.5人。"
            ),
            2015,
        ),
        ("健康扶贫攻坚记\n2018年3月\n2017年底，全县因病致贫户减少到1.2万户。2014年占42%。", 2017),
        # A text of January without a year of its own that tells of the whole year.
        (
            "医保基金运行平稳\n2021年1月15日\n全年基金收入12.6亿元，较上年下降3.1%；参保率98.5%。",
            2020,
        ),
        # The year before a speech of February.
        (
            "在全县工作会议上的讲话\n(2016年2月26日)\n去年是医改攻坚之年。全县减轻负担1900万元，住院5.1万人次。",
            2015,
        ),
        # What comes out in May may be of the year before.
        (
            (
                "吸烟率降至21.7%\n2022-05-31 来源：健康促进中心\n中心发布2021年成人烟草调查结果："
                "吸烟率21.7%，较2018年下降1.6个百分点；到2030年降到20%。"
            ),
            2021,
        ),
        # Cancer is registered years after, and the year of the edition is not the year of the data.
        (
            (
                "我市发布2025年版肿瘤登记年报\n2025年4月15日\n数据显示，2022年新发恶性肿瘤3.1万例，死亡1.7万例。"
                "2022年肺癌发病6200例。"
            ),
            2022,
        ),
        ("某市年鉴（2023）·卫生健康\n年末，全市有医疗卫生机构1834个，床位2.6万张。", 2022),
    ],
)
def test_a_text_that_tells_of_an_earlier_year(text, year):
    assert read_text(text).year == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        # The year before is only compared with, or dates a sentence of its own.
        ("上半年医疗平稳\n2013年7月25日\n今年上半年诊疗1240万人次。2012年同期为1170万人次。", 2013),
        (
            (
                "老年人体检\n第11期\n2018年5月14日\n今年以来，这项工作列入议程。截至4月底，建档3.2万人，"
                "比去年底提高7.4个百分点。"
            ),
            2018,
        ),
        (
            "家门口的医院\n2025-09-03 08:40 来源：某发布\n建成医院7家。自2022年起，年均增长8%。",
            2025,
        ),
        (
            "急诊服务最新情况\n2019年1月9日\n上星期每日接诊2150人次。由去年十一月至今留观310人。",
            2019,
        ),
        # A page of several items of news is of its own day.
        (
            (
                "某某日报\n2025年4月25日 星期五\n本报讯 去年全市献血6.3万人次。"
                "\n本报讯 截至4月22日，接种1.87万人。\n本报讯 现有献血屋14个。"
            ),
            2025,
        ),
        # Founded long ago, and a move to come: the newest year that tells of figures.
        (
            "医院简介\n医院始建于1952年，2013年通过评审。2015年门诊量73万人次。2016年计划迁建。",
            2015,
        ),
        ("年终回望\n2020年12月28日\n这一年，累计检测320万人次，与2019年相比投入增长41%。", 2020),
        (
            (
                "“十三五”系列发布会\n2020-10-15\n签约率由2015年的21%提高到2019年的43%。目前有签约团队620个。"
                "\n今年培训全科医生370名。截至今年9月底服务51万人次。"
            ),
            2020,
        ),
    ],
)
def test_a_text_that_tells_of_its_own_year(text, year):
    assert read_text(text).year == year
