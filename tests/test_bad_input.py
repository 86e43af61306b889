"""Bad input: one line that ends with what to try, the right exit code, the others still read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from healthkpi.cli import run
from healthkpi.store import open_workspace

GOOD = "长治市2024年卫生健康工作总结\n\n2024年,全市孕产妇死亡率8.5/10万。\n"

Cli = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs one command quietly beside one good bulletin; gives exit code and lines of stderr."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, list[str]]:
        code = run([*arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.err.splitlines()

    return call


def sources() -> list[str]:
    with open_workspace(Path("w.db")) as space:
        return [source.name for source in space.sources()]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \r\n\t\n"),
        ("binary.bin", bytes(range(256)) * 40),
        ("broken.pdf", b"%PDF-1.7\n" + b"\xff\x00\x80" * 300),
        ("broken.docx", b"PK\x03\x04" + b"\x00" * 300),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    ],
)
def test_a_file_that_cannot_be_read(cli: Cli, name: str, data: bytes) -> None:
    Path("in", name).write_bytes(data)
    code, lines = cli("run", "in", "--workspace", "w.db", "--quiet")
    assert code == 1
    assert len(lines) == 1
    assert lines[0].startswith(f"quarantined in/{name}: ")
    assert lines[0].endswith(".")
    assert lines[0].count(name) == 1
    assert sources() == ["in/good.txt"]
    assert Path("indicators.parquet").is_file()
    # The next night it is not new, and needs nobody.
    assert cli("run", "in", "--workspace", "w.db", "--quiet") == (0, [])


def test_a_broken_sidecar(cli: Cli) -> None:
    Path("in", "other.txt").write_text(GOOD.replace("8.5", "7.5"), encoding="utf-8")
    for text in ("{city: [", "citty: 长治市", "year: soon", "- a\n- b"):
        Path("in", "other.txt.source.yaml").write_text(text, encoding="utf-8")
        code, lines = cli("run", "in", "--workspace", "w.db", "--quiet")
        assert (code, len(lines)) == (1, 1), text
        assert "other.txt.source.yaml" in lines[0]
        assert sources() == ["in/good.txt"]
    Path("in", "other.txt.source.yaml").write_text("city: 长治市", encoding="utf-8")
    assert cli("run", "in", "--workspace", "w.db", "--quiet") == (0, [])
    assert len(sources()) == 2


def test_a_good_file_that_breaks_keeps_its_former_figures(cli: Cli) -> None:
    cli("run", "in", "--workspace", "w.db", "--quiet")
    Path("in", "good.txt").write_bytes(b"")
    assert cli("run", "in", "--workspace", "w.db", "--quiet")[0] == 1
    assert sources() == ["in/good.txt"]
    Path("in", "good.txt").write_text(GOOD, encoding="utf-8")
    assert cli("run", "in", "--workspace", "w.db", "--quiet") == (0, [])
    with open_workspace(Path("w.db")) as space:
        assert space.quarantined() == []


@pytest.mark.parametrize("name", ["nothing", "missing.txt"])
def test_a_place_without_anything_to_read(cli: Cli, name: str) -> None:
    Path("nothing").mkdir()
    code, lines = cli("ingest", name, "--workspace", "w.db")
    assert (code, len(lines)) == (2, 1)
    assert f"nothing to read at {name}" in lines[0]
    code, lines = cli("ingest", name, "in", "--workspace", "w.db", "--quiet")
    assert (code, len(lines)) == (1, 1)
    assert sources() == ["in/good.txt"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["run", "in", "--format", "docx"], "parquet, csv, xlsx, jsonl"),
        (["run", "in", "--table", "panel"], "documents, numerals"),
        (["run", "in", "--partition-by", "colour"], "city_code,year"),
        (["run", "in", "--partition-by", "year", "--format", "csv"], "parquet only"),
        (["run", "in", "--level", "galaxy"], "nation, province"),
        (["run", "in", "--periods", "month"], "year or all"),
        (["run", "in", "--doc-type", "novel"], "work_report"),
        (["run", "in", "--year", "soon"], "--help"),
        (["run", "in", "--lang", "fr"], "--help"),
        (["run", "in", "--colour"], "--help"),
        (["run", "in", "--catalogue", "none.yaml"], "--catalogue"),
        (["run", "in", "--corrections", "none.yaml"], "--corrections"),
        (["dance"], "--help"),
        (["export"], "healthkpi run"),
        (["status"], "healthkpi run"),
        (["show", "x"], "healthkpi run"),
        (["run", "in", "--workspace", "in/good.txt"], "--workspace"),
        (["run", "in", "--workspace", "in"], "--workspace"),
    ],
)
def test_misuse_is_one_line_and_changes_nothing(cli: Cli, arguments: list[str], hint: str) -> None:
    before = sorted(Path().rglob("*"))
    code, lines = cli(*arguments)
    assert (code, len(lines)) == (2, 1), lines
    assert lines[0].startswith("healthkpi: ")
    assert hint in lines[0]
    kept = [p for p in sorted(Path().rglob("*")) if "healthkpi.db" not in p.name]
    assert [p for p in kept if p.suffix] == [p for p in before if p.suffix]


def test_misuse_of_what_is_there(cli: Cli) -> None:
    cli("run", "in", "--workspace", "w.db", "--quiet")
    for arguments, hint in (
        (["export", "--city", "亚特兰蒂斯"], "six-digit code"),
        (["export", "--partition-by", "colour"], "city_code,year"),
        (["show", "x"], "healthkpi status"),
        (["explain", "good.txt:999"], "Nearest"),
        (["evaluate", "none.jsonl"], "none.jsonl"),
    ):
        code, lines = cli(*arguments, "--workspace", "w.db")
        assert (code, len(lines)) == (2, 1), lines
        assert hint in lines[0]


def test_a_broken_catalogue_or_correction_says_where(cli: Cli) -> None:
    cli("run", "in", "--workspace", "w.db", "--quiet")
    Path("own.yaml").write_text("- {id: x}", encoding="utf-8")
    for option in ("--catalogue", "--corrections"):
        code, lines = cli("run", "in", "--workspace", "w.db", option, "own.yaml", "--quiet")
        assert (code, len(lines)) == (2, 1), lines
        assert "own.yaml" in lines[0]
        cli("validate", "--workspace", "w.db", option, "", "--quiet")


def test_a_place_nobody_may_write_to_fails_and_leaves_nothing(cli: Cli) -> None:
    Path("file").write_text("x")
    code, lines = cli("run", "in", "--workspace", "file/w.db")
    assert (code, len(lines)) == (3, 1), lines
    code, lines = cli("run", "in", "--workspace", "w.db", "--out", "file/out", "--quiet")
    assert (code, len(lines)) == (3, 1), lines
    assert Path("file").read_text() == "x"


def test_a_new_error_needs_a_person_once(cli: Cli) -> None:
    text = "长治市2024年卫生健康工作总结\n\n2024年,全市婴儿死亡率850%。\n"
    Path("in", "wrong.txt").write_text(text, encoding="utf-8")
    code, lines = cli("run", "in", "--workspace", "w.db", "--quiet")
    assert code == 1
    assert all(line.startswith("error ") for line in lines)
    assert lines
    assert cli("run", "in", "--workspace", "w.db", "--quiet") == (0, [])
    cli("export", "--workspace", "w.db", "--table", "issues", "--format", "jsonl", "--quiet")
    issues = [json.loads(line) for line in Path("issues.jsonl").read_text("utf-8").splitlines()]
    assert "error" in {issue["severity"] for issue in issues}
