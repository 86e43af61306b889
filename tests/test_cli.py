from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from healthkpi import __version__
from healthkpi.cli import app, run
from healthkpi.vocabulary.load import read_yaml

TEXT = "长治市2024年卫生健康工作总结\n\n2024年,全市孕产妇死亡率8.5/10万,新生儿死亡率1.2‰。\n"


class Said(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def cli(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Runs one command in a folder whose data/raw holds one bulletin."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Said:
        code = run(list(arguments))
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


def test_every_command_has_help(cli: Callable[..., Said]) -> None:
    overview = cli("--help").out
    assert cli() == Said(0, overview, "")
    names = [command.name or command.callback.__name__ for command in app.registered_commands]  # type: ignore[union-attr]
    assert len(names) == 12
    for name in names:
        assert f"\n  {name} " in overview
        assert "Usage: healthkpi" in cli(name, "--help").out
    assert cli("--version").out == f"healthkpi {__version__}\n"


def test_run_tells_figures_on_stdout_and_talk_on_stderr(cli: Callable[..., Said]) -> None:
    said = cli("run")
    assert said.code == 0
    assert "panel rows  2" in said.out
    assert "read_parquet('data/processed/indicators.parquet')" in said.out
    assert "1 new" in said.err
    assert (Path("data/processed") / "claims.parquet").is_file()
    again = cli("run")
    assert (again.code, again.err.splitlines()[-1]) == (0, "Nothing changed.")
    assert again.out == said.out


def test_the_steps_one_by_one_give_what_run_gives(cli: Callable[..., Said]) -> None:
    cli("run", "--workspace", "w1/w.db")
    for step in ("ingest", "extract", "validate", "export"):
        assert cli(step, "--workspace", "w2/w.db").code == 0
    for path in Path("w1").glob("*.parquet"):
        assert path.read_bytes() == (Path("w2") / path.name).read_bytes()


def test_quiet_says_nothing_where_nothing_is_wrong(cli: Callable[..., Said]) -> None:
    assert cli("run", "--quiet") == Said(0, "", "")


def test_json_is_for_machines(cli: Callable[..., Said]) -> None:
    figures = json.loads(cli("run", "--json", "--quiet").out)
    assert figures["numerals"] == figures["claims"] + figures["explained"] + figures["unresolved"]
    assert figures["files"][0] == "data/processed/documents.parquet"
    status = json.loads(cli("status", "--json").out)
    assert status["sources"][0]["source"] == "data/raw/a.txt"
    shown = json.loads(cli("show", "a.txt", "--json").out)
    assert [(row["quote"], row["value"]) for row in shown] == [("8.5/10万", 8.5), ("1.2‰", 1.2)]
    assert json.loads(cli("ingest", "--json").out)["documents"] == 1


def test_export_takes_filters_and_formats(cli: Callable[..., Said]) -> None:
    cli("run", "--quiet")
    options = ["--table", "indicators", "--city", "长治市", "--year", "2024", "--out", "out"]
    assert cli("export", "--format", "csv", *options).code == 0
    assert sorted(p.name for p in Path("out").glob("*.csv")) == ["indicators.csv"]
    assert cli("export", "--partition-by", "city_code,year", "--out", "parts").code == 0
    assert Path("parts/indicators/city_code=140400/year=2024/part-0.parquet").is_file()


def test_options_tell_the_city_and_year(cli: Callable[..., Said]) -> None:
    cli("ingest", "--city", "苏州市", "--year", "2023", "--doc-type", "plan", "--title", "T")
    (row,) = json.loads(cli("status", "--json").out)["sources"]
    assert (row["city"], row["year"], row["doc_type"]) == ("苏州市", 2023, "plan")


def test_the_workspace_may_be_named_by_the_environment(
    cli: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEALTHKPI_WORKSPACE", "elsewhere/w.db")
    assert cli("run", "--quiet").code == 0
    assert Path("elsewhere/claims.parquet").is_file()


def test_explain_names_the_rules(cli: Callable[..., Said]) -> None:
    cli("run", "--quiet")
    ledger = cli("explain", "a.txt").out.splitlines()
    assert ledger[0].split("\t") == [
        *("source_start", "source_end", "quote", "role", "rule", "claim_id"),
    ]
    start = TEXT.index("8.5")
    said = cli("explain", f"a.txt:{start}")
    assert said.code == 0
    assert said.out.startswith(f"data/raw/a.txt:{start}-{start + 7} 8.5/10万\nrole: claim by ")
    nowhere = cli("explain", f"a.txt:{TEXT.index('孕')}")
    assert nowhere.code == 2
    assert "Nearest: " in nowhere.err


def test_indicators_are_found_in_both_languages(cli: Callable[..., Said]) -> None:
    for query in ("孕产妇死亡率", "maternal mortality"):
        assert any(
            line.split("\t")[1] == "孕产妇死亡率"
            for line in cli("indicators", query).out.splitlines()
        )
    nothing = cli("indicators", "齐天大圣")
    assert (nothing.code, len(nothing.out.splitlines())) == (0, 1)
    assert "shorter word" in nothing.err


def test_forget_takes_a_source_out(cli: Callable[..., Said]) -> None:
    cli("run", "--quiet")
    assert cli("forget", "data/raw/a.txt").err == "forgotten: data/raw/a.txt\n"
    assert json.loads(cli("status", "--json").out)["documents"] == 0
    again = cli("forget", "data/raw/a.txt")
    assert (again.code, "healthkpi status" in again.err) == (2, True)


def test_status_tells_what_is_wrong(cli: Callable[..., Said]) -> None:
    Path("data/raw/empty.txt").touch()
    assert cli("run").code == 1
    Path("data/raw/a.txt").write_text(TEXT.replace("8.5", "7.5"), encoding="utf-8")
    cli("ingest")
    Path("data/raw/a.txt").unlink()
    status = json.loads(cli("status", "--json").out)
    found = (status["superseded"], status["stale"], status["gone"])
    assert found == (1, 1, ["data/raw/a.txt"])
    assert status["quarantine"][0]["source"] == "data/raw/empty.txt"
    assert "empty.txt" in cli("status").out


def test_export_tells_that_figures_are_stale(
    cli: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("run", "--quiet")
    assert "healthkpi extract" not in cli("export").err
    monkeypatch.setattr("healthkpi.stages.versions.rules_version", lambda: "another")
    assert "not read by the present rules: 1" in cli("export").err
    assert "not read by the present rules: 1" in cli("validate").err


def test_validate_lists_the_issues(cli: Callable[..., Said]) -> None:
    wrong = TEXT.replace("8.5/10万", "9850/10万")
    Path("data/raw/wrong.txt").write_text(wrong, encoding="utf-8")
    cli("run", "--quiet")
    rows = json.loads(cli("validate", "--json").out)
    assert {row["source"] for row in rows} <= {"data/raw/a.txt", "data/raw/wrong.txt"}
    lines = cli("validate").out.splitlines()
    assert len(lines) == len(rows) + 1 > 1
    assert lines[0].split("\t") == ["severity", "code", "source", "at", "message"]
    assert cli("validate", "--quiet").out == ""


def test_doctor_finds_what_is_broken(cli: Callable[..., Said]) -> None:
    assert cli("doctor").code == 0
    cli("run", "--quiet")
    assert "workspace\tok" in cli("doctor").out
    Path("own.yaml").write_text("- {id: x}", encoding="utf-8")
    said = cli("doctor", "--catalogue", "own.yaml")
    assert (said.code, "catalogue\tbroken" in said.out) == (1, True)


def test_evaluate_scores_a_users_gold(cli: Callable[..., Said]) -> None:
    cli("run", "--quiet")
    gold = {"anchor": "1.2‰", "start": TEXT.index("1.2"), "class": "optional"}
    Path("a.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    (row, total) = json.loads(cli("evaluate", "a.jsonl", "--json").out)
    assert (row["document"], row["gold"], row["covered"]) == ("a", 0, 100.0)
    assert total["document"] == "all"


def test_people_are_spoken_to_in_their_language(
    cli: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "没有变化" not in cli("run").err
    assert "没有变化" in cli("run", "--lang", "zh").err
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "没有变化" in cli("run").err
    assert "Nothing changed" in cli("run", "--lang", "en").err


def test_every_message_is_there_in_both_languages() -> None:
    for key, texts in read_yaml("messages.yaml").items():
        assert set(texts) == {"en", "zh"}, key
        names = [sorted(part.split("}")[0] for part in t.split("{")[1:]) for t in texts.values()]
        assert names[0] == names[1], key
