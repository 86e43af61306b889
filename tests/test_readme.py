"""The README is true: its code runs and prints what it says, its commands and options exist."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from tests.conftest import RAW, ROOT

from healthkpi.cli import app, run
from healthkpi.errors import HealthkpiError
from healthkpi.export.columns import TABLE_NAMES

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.+?)```\n\n```text\n(.+?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the demo has run, as `make run` leaves it."""
    top = tmp_path_factory.mktemp("demo")
    arguments = ["run", str(RAW), "--workspace", str(top / "data" / "processed" / "healthkpi.db")]
    assert run([*arguments, "--quiet"]) in (0, 1)
    return top


def test_the_first_row_is_what_comes_out(demo: Path) -> None:
    import pandas

    cells = re.search(r"^\| 长治市 \| (.+) \|$", TEXT, re.MULTILINE)
    assert cells
    *values, place = cells[1].split(" | ")
    sentence = re.search(r"^> (.+)$", TEXT, re.MULTILINE)
    claims = pandas.read_parquet(demo / "data" / "processed" / "claims.parquet")
    start, end = map(int, re.findall(r"\d+", place)[-2:])
    (row,) = claims[(claims.source_start == start) & (claims.quote == values[-1])].itertuples()
    assert row.sentence.startswith(sentence and sentence[1])
    assert (Path(row.source).name, row.source_end) == (place.split(",")[0], end)
    found = [row.year, row.indicator, row.value, row.unit, row.comparator, row.status, row.quote]
    assert [str(int(found[0])), *map(str, found[1:])] == values


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 2


@pytest.mark.parametrize(("code", "output"), EXAMPLES)
def test_examples_print_what_the_readme_says(
    demo: Path, monkeypatch: pytest.MonkeyPatch, code: str, output: str
) -> None:
    monkeypatch.chdir(demo)
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(code, {})
    assert printed.getvalue().split() == output.split()


def test_the_worked_example_is_a_pivot_of_three_cities_and_two_years() -> None:
    code, output = EXAMPLES[0]
    lines = [line for line in code.splitlines() if line and not line.startswith("import")]
    assert len(lines) <= 4
    assert len(set(re.findall(r"\S+市", output))) >= 3
    assert len(set(re.findall(r"^20\d\d", output, re.MULTILINE))) >= 2


def test_commands_and_options_exist(capsys: pytest.CaptureFixture[str]) -> None:
    names = {str(c.callback.__name__) for c in app.registered_commands if c.callback}
    assert set(re.findall(r"(?:^|`)healthkpi ([a-z]+)\b", TEXT, re.MULTILINE)) <= names
    for name in names:
        run([name, "--help"])
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)) <= known


def test_tables_exit_codes_and_makes_targets() -> None:
    assert re.findall(r"^\| `([a-z]+)` \|", TEXT, re.MULTILINE) == list(TABLE_NAMES)
    codes = {error.exit_code for error in [HealthkpiError, *HealthkpiError.__subclasses__()]}
    told = {int(code) for code in re.findall(r"^\| (\d) \|", TEXT, re.MULTILINE)}
    assert codes | {0} == told
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", TEXT, re.MULTILINE):
        assert re.search(rf"^{''.join(target)}:", makefile, re.MULTILINE)
