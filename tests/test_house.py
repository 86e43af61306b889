"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
MODULES = [path for path in FILES if (ROOT / "src") in path.parents]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 50, f"{node.name} has {length} lines"


def test_no_drawer_for_odds_and_ends() -> None:
    assert not {path.stem for path in FILES} & {"helpers", "utils", "util", "misc", "common"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_heavy_packages_are_imported_where_they_are_used(path: Path) -> None:
    heavy = {"pandas", "pyarrow", "jieba", "rjieba", "opencc", "pdfplumber", "pypdfium2", "docx"}
    heavy |= {"trafilatura", "xlsxwriter", "dask", "rapidocr", "python_calamine", "duckdb"}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & heavy
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in heavy


def test_nothing_but_the_command_line_talks() -> None:
    talkers = {name(p) for p in MODULES if "sys.stdout" in p.read_text(encoding="utf-8")}
    allowed = {"src/healthkpi/cli.py", "src/healthkpi/commands/talk.py"}
    assert talkers <= allowed | {"src/healthkpi/export/schemas.py"}


def test_every_target_of_the_makefile_is_explained() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert phony
    explained = set(re.findall(r"^([a-z]+):[^\n]*## ", text, re.MULTILINE))
    assert explained == set(phony[1].split())
