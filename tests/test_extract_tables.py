"""extract.tables, ingest.tables: one claim a cell, with its row's indicator and column's year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from healthkpi.extract.tables import read_table_claims
from healthkpi.ingest.sources import read_text
from healthkpi.ingest.tables import describe_table


def claims_of(text, **told):
    document = read_text(text, **told)
    claims = read_table_claims(document)
    for claim in claims:
        surface = document.text[claim.number.start : claim.number.end]
        assert any(char.isdigit() for char in surface)
        assert claim.block.start <= claim.number.start < claim.number.end <= claim.block.end
    return claims


def rows_of(text, **told):
    return [
        (c.indicator_text, str(c.number.value), c.unit, c.number.comparator, c.year, c.status)
        for c in claims_of(text, **told)
    ]


TARGETS = """主要指标表
序号\t指标\t单位\t2020年\t2025年\t属性
1\t人均预期寿命\t岁\t78.9\t80.0\t预期性
2\t婴儿死亡率\t‰\t6.8\t≤5.2\t约束性
3\t总诊疗人次\t万人次\t2154.6\t2300\t预期性
"""


def test_a_table_of_targets_gives_one_claim_a_cell():
    assert rows_of(TARGETS, city="长治市", year=2021) == [
        ("人均预期寿命", "78.9", "岁", "eq", 2020, "actual"),
        ("人均预期寿命", "80.0", "岁", "eq", 2025, "target"),
        ("婴儿死亡率", "6.8", "‰", "eq", 2020, "actual"),
        ("婴儿死亡率", "5.2", "‰", "le", 2025, "target"),
        ("总诊疗人次", "21546000", "人次", "eq", 2020, "actual"),
        ("总诊疗人次", "23000000", "人次", "eq", 2025, "target"),
    ]


SPACED = """表1  各区手足口病、流感报告情况(例)
地区      手足口病   流感
禅城区      233       402
南海区      471       615
"""


def test_columns_that_only_blanks_hold_apart_are_a_table():
    assert rows_of(SPACED, city="佛山市", year=2024) == [
        ("手足口病", "233", "例", "eq", None, "actual"),
        ("流感", "402", "例", "eq", None, "actual"),
        ("手足口病", "471", "例", "eq", None, "actual"),
        ("流感", "615", "例", "eq", None, "actual"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "地区      手足口病   流感\n禅城区      233       402\n",  # one row may be chance
        "地区      手足口病   流感\n禅城区      233\n南海区      471       615\n",
        "地区      手足口病   流感\n禅城区      233       约四百\n南海区      471       615\n",
        "责编 周洁      版式 许兰      校对 方志\n2024年      8月      19日\n8      19      20\n",
    ],
)
def test_blanks_alone_make_no_table(text):
    assert rows_of(text, city="佛山市", year=2024) == []


def test_a_group_of_indicators_is_no_part_of_their_names():
    text = "领域\t指标\t单位\t2025年\n资源配置\t床位数\t张\t400\n\t医师数\t人\t300\n"
    assert [row[0] for row in rows_of(text)] == ["床位数", "医师数"]


def test_a_label_too_short_to_stand_alone_takes_the_one_above():
    text = "机构\t类别\t2024年\n医院\t公立\t40\n\t民营\t30\n"
    assert [row[0] for row in rows_of(text)] == ["医院公立", "医院民营"]


@pytest.mark.parametrize(
    ("header", "year", "status"),
    [
        ("2025年目标值（%）", 2025, "target"),
        ("2024年实际完成", 2024, "actual"),
        ("2021—2025年累计", 2025, "target"),
        ("2024年比2020年增长（%）", 2024, "actual"),
        ("目标值", None, "target"),
    ],
)
def test_a_header_tells_year_and_status(header, year, status):
    ((*_, found, told),) = rows_of(f"指标\t{header}\n某项工作完成量\t40\n", year=2024)
    assert (found, told) == (year, status)


@pytest.mark.parametrize(
    ("cell", "value", "comparator"),
    [
        ("≥90%", "90", "ge"),
        ("控制在27%以内", "27", "le"),
        ("不低于 95 %", "95", "ge"),
        ("95%（含）以上", "95", "ge"),
        ("1,234.5%", "1234.5", "eq"),
        ("２５．５％", "25.5", "eq"),
    ],
)
def test_values_with_comparators_are_read(cell, value, comparator):
    ((_, found, unit, told, *_),) = rows_of(f"指标\t2024年\n某项工作达标率\t{cell}\n")
    assert (Decimal(found), unit, told) == (Decimal(value), "%", comparator)


def test_row_numbers_are_no_values_with_and_without_a_header_that_says_so():
    bare = "\t指标\t2024年\n1\t床位数（张）\t400\n2\t医师数（人）\t300\n3\t护士数（人）\t500\n"
    assert [row[1] for row in rows_of(bare)] == ["400", "300", "500"]


def test_columns_of_status_words_give_the_status():
    text = "指标\t基期值\t目标值\t2024年完成值\n健康素养水平（%）\t25\t≥30\t31.2\n"
    assert [(row[1], row[4], row[5]) for row in rows_of(text, year=2024)] == [
        ("25", None, "baseline"),
        ("30", None, "target"),
        ("31.2", 2024, "actual"),
    ]


def test_a_year_after_the_document_is_a_target():
    text = "指标\t2023年\t2030年\n床位数（张）\t400\t500\n"
    assert [row[5] for row in rows_of(text, year=2023)] == ["actual", "target"]


def test_rows_that_are_places_take_the_indicator_from_the_column():
    text = "县区\t医院数（个）\t床位数（张）\n全市\t120\t23,100\n襄垣县\t12\t1,200\n"
    found = [(c.indicator_text, c.scope, c.number.value, c.unit) for c in claims_of(text)]
    assert found == [
        ("医院数", "", Decimal(120), "个"),
        ("床位数", "", Decimal(23100), "张"),
        ("医院数", "襄垣县", Decimal(12), "个"),
        ("床位数", "襄垣县", Decimal(1200), "张"),
    ]


def test_rows_and_columns_that_both_name_things_are_put_together():
    text = "机构\t诊疗人次（万人次）\t入院人数（人）\n综合医院\t80.5\t1520\n"
    assert [row[:3] for row in rows_of(text)] == [
        ("综合医院诊疗人次", "805000", "人次"),
        ("综合医院入院人数", "1520", "人"),
    ]


def test_the_unit_of_a_caption_is_the_last_resort():
    text = "卫生人员情况（单位：人）\n类别\t2024年\n执业医师\t3000\n注册护士\t5000\n"
    assert [row[2] for row in rows_of(text)] == ["人", "人"]


@pytest.mark.parametrize(
    ("unit", "cell", "value", "read"),
    [
        ("1/10万", "8.5", "8.5", "每10万"),
        ("十万分之一", "8.5", "8.5", "每10万"),
        ("亿元", "1.25", "125000000", "元"),
        ("%", "95以上", "95", "%"),
        ("%", "90%", "90", "%"),
        ("万人", "3.2万", "32000", "人"),
    ],
)
def test_units_are_applied_to_the_value(unit, cell, value, read):
    ((_, found, unit_read, *_),) = rows_of(f"指标\t单位\t2024年\n某项指标\t{unit}\t{cell}\n")
    assert (Decimal(found), unit_read) == (Decimal(value), read)


def test_a_density_has_the_unit_it_has_in_running_text():
    ((*_, unit, _, _, _),) = rows_of("指标\t单位\t2024年\n每千人口床位数\t张\t7.3\n")
    assert unit == "每千人"


def test_a_column_of_changes_has_a_direction():
    text = "指标\t2024年\t比上年增长（%）\n门诊人次（人次）\t400\t3.2\n住院人次（人次）\t80\t-1.5\n"
    changes = [c for c in claims_of(text) if c.direction]
    assert [(c.number.value, c.direction, c.basis) for c in changes] == [
        (Decimal("3.2"), "up", "yoy"),
        (Decimal("-1.5"), "down", "yoy"),
    ]


def test_cells_without_a_number_or_with_two_are_no_claims():
    text = "指标\t2024年\t备注\n床位数（张）\t—\t见附件3\n医师数（人）\t300（含助理40）\t\n"
    assert claims_of(text) == []


def test_merged_cells_reach_over_rows_and_columns():
    grid = [
        ["类别", "细项", "2024年", None],
        [None, None, "数值", "增速（%）"],
        ["健康水平", "预期寿命（岁）", "80.1", "0.2"],
        [None, "健康素养水平（%）", "30", "1.5"],
    ]
    described = describe_table(grid)
    assert [b.kind for b in described[0] + described[1]] == ["header"] * 8
    assert described[3][2] == ("cell", "健康水平 > 健康素养水平", "2024年 > 数值", "%", "")
    assert described[2][3].column == "2024年 > 增速"


def test_two_tables_side_by_side_are_told_apart():
    grid = [["指标", "数值", "指标", "数值"], ["床位数", "400", "医师数", "300"]]
    (_, row) = describe_table(grid)
    assert [(b.kind, b.row) for b in row] == [
        ("header", ""), ("cell", "床位数"), ("header", ""), ("cell", "医师数"),
    ]  # fmt: skip


FLAT = """长治市健康行动规划的通知
主要指标 2015年 2020年 2030年
人均预期寿命（岁） 76.3 77.3 79.0
婴儿死亡率(‰) 8.1 ≤7.5 ≤5
5岁以下儿童死亡率(‰) 10.7 9.5 6.0
"""


def test_a_flattened_table_is_read_where_header_and_cells_align():
    rows = rows_of(FLAT, year=2016)
    assert len(rows) == 9
    assert rows[4] == ("婴儿死亡率", "7.5", "‰", "le", 2020, "target")
    assert rows[8] == ("5岁以下儿童死亡率", "6.0", "‰", "eq", 2030, "target")


def test_a_flattened_table_in_one_line_is_read_too():
    assert rows_of(FLAT.replace("\n", " "), year=2016) == rows_of(FLAT, year=2016)


def test_a_flattened_row_that_does_not_align_gives_nothing():
    document = read_text("指标 2020年 2025年 婴儿死亡率(‰) 6.8 ≤7.5 ≤5 孕产妇死亡率(1/10万) 9 8")
    assert [c.indicator_text for c in read_table_claims(document)] == ["孕产妇死亡率"] * 2
    cells = [document.text[b.start : b.end] for b in document.blocks if b.kind == "cell"]
    assert cells == ["6.8", "≤7.5", "≤5", "9", "8"]


def test_a_row_whose_header_is_nowhere_gives_nothing():
    document = read_text("全市婴儿死亡率(‰) 6.8 ≤7.5 ≤5 。床位数（张） 400")
    assert read_table_claims(document) == []
    cells = [document.text[b.start : b.end] for b in document.blocks if b.kind == "cell"]
    assert cells == ["6.8", "≤7.5", "≤5"]


def test_prose_is_no_table():
    assert claims_of("2024年 2025年 全市床位400张，比上年增长5.2%，其中医院300张。") == []
    assert claims_of("到2024年，全市床位400张。\n医师300人。\n") == []
    legend = read_text("2019年 2020年 全省 全市\n2.1.3 服务能力\n").blocks
    assert [block for block in legend if block.kind == "cell"] == []
