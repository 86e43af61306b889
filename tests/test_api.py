from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import healthkpi
from healthkpi.errors import UsageError, WorkspaceError

SENTENCE = "全市孕产妇死亡率8.5/10万,同比下降1.2个十万分点。"


def run_python(code: str) -> str:
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_sentence_gives_its_claims() -> None:
    level, change = healthkpi.extract(SENTENCE, city="长治市", year=2024)
    assert (level.indicator_text, level.value, level.unit) == (
        "孕产妇死亡率",
        Decimal("8.5"),
        "每10万",
    )
    assert (level.city_code, level.year, level.status) == ("140400", 2024, "actual")
    assert (change.measure, change.direction, change.basis) == ("change", "down", "yoy")
    for claim in (level, change):
        assert SENTENCE[claim.source_start : claim.source_end] == claim.quote


def test_without_city_and_year_nothing_is_made_up() -> None:
    (claim,) = healthkpi.extract("建成发热门诊12个。")
    assert (claim.city, claim.year) == (None, None)


def test_numbers_by_themselves() -> None:
    number = healthkpi.read_number("三百余万")
    assert number is not None
    assert (number.value, number.comparator, number.end) == (Decimal(3_000_000), "gt", 4)
    assert healthkpi.read_number("好多") is None
    assert [n.value for n in healthkpi.find_numbers("35家和1.5亿元")] == [35, 150_000_000]


@pytest.mark.parametrize(
    "code",
    [
        "import healthkpi; from healthkpi.extract.numbers import find_numbers; {}",
        "from healthkpi.extract.numbers import find_numbers; import healthkpi; {}",
        "import healthkpi, healthkpi.extract.reader, importlib; {}",
        "import importlib; importlib.import_module('healthkpi.extract'); import healthkpi; {}",
    ],
)
def test_extract_is_the_function_in_whatever_order_things_are_imported(code: str) -> None:
    use = "print(len(healthkpi.extract('病床35张。')), len(healthkpi.find_numbers('35')))"
    assert run_python(code.format(use)) == "1 1\n"


@pytest.mark.parametrize(
    "code",
    [
        "import healthkpi",
        "from healthkpi.cli import run; run(['--help'])",
        "from healthkpi.cli import run; run(['export', '--help'])",
        "from healthkpi.cli import run; run(['--version'])",
    ],
)
def test_starting_up_loads_nothing_heavy(code: str) -> None:
    heavy = {"pandas", "pyarrow", "jieba", "rjieba", "opencc", "numpy", "lxml", "rich.table"}
    out = run_python(f"{code}; import sys; print(sorted({heavy!r} & set(sys.modules)))")
    assert out.splitlines()[-1] == "[]"


def test_the_panel_is_typed(tmp_path: Path) -> None:
    from healthkpi.cli import run

    source = tmp_path / "in" / "a.txt"
    source.parent.mkdir()
    source.write_text(f"长治市2024年卫生健康工作总结\n\n2024年,{SENTENCE}\n", encoding="utf-8")
    workspace = tmp_path / "w.db"
    assert run(["run", str(source), "--workspace", str(workspace), "--quiet"]) == 0
    frame = healthkpi.panel(workspace)
    assert list(frame.city_code) == ["140400"]
    types = {name: str(frame.dtypes[name]) for name in ("city_code", "year", "value", "conflict")}
    assert types == {"city_code": "string", "year": "int32", "value": "float64", "conflict": "bool"}
    assert str(frame.dtypes["target_year"]) == "Int32"
    assert frame.value[0] == 8.5
    assert healthkpi.panel(workspace, level="nation").empty
    with pytest.raises(UsageError, match="Try"):
        healthkpi.panel(workspace, periods="month")
    with pytest.raises(WorkspaceError, match="healthkpi run"):
        healthkpi.panel(tmp_path / "none.db")


def test_the_public_names_are_those_listed() -> None:
    assert healthkpi.__all__ == sorted(healthkpi.__all__)
    assert all(hasattr(healthkpi, name) for name in healthkpi.__all__)
