from __future__ import annotations

import pytest

from healthkpi.extract.periods import parse_period, whole_year

NAMED = [
    ("2024年", "2024", "2024-01-01", "2024-12-31"),
    ("2024年底", "2024", "2024-01-01", "2024-12-31"),
    ("二〇二四年", "2024", "2024-01-01", "2024-12-31"),
    ("2021—2025年", "2021..2025", "2021-01-01", "2025-12-31"),
    ("2024年9月", "2024-09", "2024-09-01", "2024-09-30"),
    ("2024年2月", "2024-02", "2024-02-01", "2024-02-29"),
    ("2024年1—9月", "2024-01..2024-09", "2024-01-01", "2024-09-30"),
    ("2025年6月至8月", "2025-06..2025-08", "2025-06-01", "2025-08-31"),
    ("2024年9月1日", "2024-09-01", "2024-09-01", "2024-09-01"),
    ("2024年9月1日至5日", "2024-09-01..2024-09-05", "2024-09-01", "2024-09-05"),
    ("2024年9月1日0时至9月30日24时", "2024-09-01..2024-09-30", "2024-09-01", "2024-09-30"),
    ("2024-09-01", "2024-09-01", "2024-09-01", "2024-09-01"),
    ("2024年一季度", "2024-Q1", "2024-01-01", "2024-03-31"),
    ("2024年第4季度", "2024-Q4", "2024-10-01", "2024-12-31"),
    ("2024年上半年", "2024-H1", "2024-01-01", "2024-06-30"),
    ("2024年下半年", "2024-H2", "2024-07-01", "2024-12-31"),
    ("2024年前三季度", "2024-01..2024-09", "2024-01-01", "2024-09-30"),
    ("2024年前10个月", "2024-01..2024-10", "2024-01-01", "2024-10-31"),
    ("二〇二四年三月", "2024-03", "2024-03-01", "2024-03-31"),
]


@pytest.mark.parametrize(("surface", "label", "start", "end"), NAMED)
def test_a_period_has_its_label_and_its_first_and_last_day(surface, label, start, end):
    period = parse_period(surface)
    assert period is not None
    assert (period.label, period.start, period.end) == (label, start, end)


@pytest.mark.parametrize("surface", ["5月30日", "一季度", "24时", "上半年", "去年"])
def test_a_date_without_year_names_no_period_by_itself(surface):
    assert parse_period(surface) is None


def test_a_date_without_year_takes_the_one_it_is_given():
    period = parse_period("5月30日", 2022)
    assert period is not None
    assert period.label == "2022-05-30"


@pytest.mark.parametrize("surface", ["2024年13月", "2024年2月30日", "2024-02-30", "2024年前13个月"])
def test_a_day_or_month_that_does_not_exist_is_no_period(surface):
    assert parse_period(surface) is None


def test_a_stretch_of_years_counts_in_its_last_and_knows_its_first():
    period = parse_period("2021年至2025年")
    assert period is not None
    assert (period.first_year, period.year) == (2021, 2025)
    assert whole_year(2025).first_year == 2025
