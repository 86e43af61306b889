"""The road from files to tables, walked over a few small bulletins."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from healthkpi import pipeline
from healthkpi.errors import CorrectionError, UsageError
from healthkpi.ingest.metadata import Overrides
from healthkpi.stages import extract as extract_stage
from healthkpi.stages.export import Target
from healthkpi.stages.outcome import Outcome
from healthkpi.stages.rules import Rules, rules_of
from healthkpi.stages.select import Selection
from healthkpi.store import Workspace

BULLETINS = {
    "a.txt": "长治市2024年卫生健康工作总结\n\n2024年,全市孕产妇死亡率8.5/10万,新生儿死亡率1.2‰。\n",
    "b.txt": "苏州市2024年卫生健康工作总结\n\n2024年,全市婴儿死亡率1.57‰。全市共有医院35家。\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "in"
    top.mkdir()
    for name, text in BULLETINS.items():
        (top / name).write_text(text, encoding="utf-8")
    return top


@pytest.fixture
def run(workspace: Workspace, folder: Path, tmp_path: Path) -> Callable[..., Outcome]:
    def run_all(*paths: Path, rules: Rules | None = None, **options: Any) -> Outcome:
        plan = pipeline.Plan(rules or Rules(), Target("jsonl", tmp_path / "out"), Selection())
        names = {path: str(path) for path in paths or [folder]}
        return pipeline.run(workspace, pipeline.Intake(names, **options), plan)

    return run_all


def exported(tmp_path: Path, table: str) -> list[dict[str, Any]]:
    text = (tmp_path / "out" / f"{table}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_files_become_a_panel(run: Callable[..., Outcome], tmp_path: Path) -> None:
    outcome = run()
    assert (outcome.new, outcome.read, outcome.faults) == (2, 2, [])
    rows = {(row["city"], row["year"], row["value"]) for row in exported(tmp_path, "indicators")}
    assert rows >= {("长治市", 2024, 8.5), ("长治市", 2024, 1.2), ("苏州市", 2024, 35)}
    documents = exported(tmp_path, "documents")
    assert [row["source_text"] for row in documents] == list(BULLETINS.values())
    assert all(row["numerals"] >= row["claims"] > 0 for row in documents)


def test_the_second_run_changes_nothing(run: Callable[..., Outcome], tmp_path: Path) -> None:
    assert not run().nothing_changed
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (tmp_path / "out").iterdir()}
    outcome = run()
    assert outcome.nothing_changed
    assert not outcome.needs_person
    assert (outcome.unchanged, outcome.read) == (2, 0)
    assert before == {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in before}


def test_an_edited_bulletin_supersedes_its_former_version(
    run: Callable[..., Outcome], folder: Path, tmp_path: Path, workspace: Workspace
) -> None:
    run()
    edited = BULLETINS["a.txt"].replace("8.5", "7.5")
    (folder / "a.txt").write_text(edited, encoding="utf-8")
    outcome = run()
    assert (outcome.changed, outcome.unchanged, outcome.read) == (1, 1, 1)
    quotes = [row["quote"] for row in exported(tmp_path, "claims")]
    assert "7.5/10万" in quotes
    assert "8.5/10万" not in quotes
    assert len(workspace.sources(superseded=True)) == 1


def test_a_file_that_went_away_is_kept(
    run: Callable[..., Outcome], folder: Path, tmp_path: Path
) -> None:
    run()
    (folder / "a.txt").unlink()
    assert run().nothing_changed
    assert {row["city"] for row in exported(tmp_path, "indicators")} == {"长治市", "苏州市"}


def test_a_forgotten_source_leaves_the_tables(
    run: Callable[..., Outcome], folder: Path, tmp_path: Path, workspace: Workspace
) -> None:
    run()
    (folder / "a.txt").unlink()
    assert workspace.forget(str(folder / "a.txt"))
    run()
    assert {row["source"] for row in exported(tmp_path, "claims")} == {str(folder / "b.txt")}


def test_a_sidecar_tells_what_the_text_does_not(
    run: Callable[..., Outcome], folder: Path, tmp_path: Path
) -> None:
    run()
    (folder / "a.txt.source.yaml").write_text("publisher: 长治市卫健委\nyear: 2023\n", "utf-8")
    outcome = run()
    assert (outcome.new, outcome.changed, outcome.read) == (0, 1, 1)
    first = exported(tmp_path, "documents")[0]
    assert (first["publisher"], first["year"]) == ("长治市卫健委", 2023)


def test_options_go_before_the_text(run: Callable[..., Outcome], tmp_path: Path) -> None:
    run(overrides=Overrides(city="杭州市", year=2022))
    found = {
        (row["city"], row["city_code"], row["year"]) for row in exported(tmp_path, "documents")
    }
    assert found == {("杭州市", "330100", 2022)}


def test_new_rules_make_claims_stale(
    run: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    monkeypatch.setattr("healthkpi.stages.versions.rules_version", lambda: "another")
    outcome = run()
    assert (outcome.unchanged, outcome.read) == (2, 2)
    assert run().read == 0


def test_a_users_catalogue_makes_claims_stale_and_is_remembered(
    run: Callable[..., Outcome], tmp_path: Path, workspace: Workspace
) -> None:
    run()
    own = tmp_path / "own.yaml"
    own.write_text("[]", encoding="utf-8")
    rules = rules_of(workspace, catalogue=own)
    assert run(rules=rules).read == 2
    assert rules_of(workspace) == rules
    assert rules_of(workspace, catalogue=Path()).catalogue is None
    assert rules_of(workspace).catalogue is None
    with pytest.raises(UsageError, match="--catalogue FILE"):
        rules_of(workspace, catalogue=tmp_path / "missing.yaml")


def test_a_correction_is_applied_and_one_without_a_fault_is_an_error(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    file = tmp_path / "corrections.yaml"
    record = (
        "- {source: a.txt, quote: 8.5/10万, field: value, value: 7.5, who: Li, why: yearbook}\n"
    )
    file.write_text(record, encoding="utf-8")
    run(rules=Rules(corrections=file))
    assert 7.5 in [row["value"] for row in exported(tmp_path, "claims")]
    file.write_text(record.replace("8.5", "9.5"), encoding="utf-8")
    with pytest.raises(CorrectionError, match="matches no claim"):
        run(rules=Rules(corrections=file))


def test_a_fault_in_a_rule_stops_one_document_only(
    run: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extract_stage.read_document

    def fail_on_a(document: Any) -> Any:
        if document.source.endswith("a.txt"):
            raise ZeroDivisionError("division by zero")
        return real(document)

    monkeypatch.setattr(extract_stage, "read_document", fail_on_a)
    first, second = run(), run()
    assert [(fault.new, len(run().faults)) for fault in first.faults] == [(True, 1)]
    assert "Please report it" in first.faults[0].reason
    assert first.needs_person
    assert not second.needs_person
    assert {row["source"][-5:] for row in exported(tmp_path, "claims")} == {"b.txt"}
    monkeypatch.setattr(extract_stage, "read_document", real)
    assert run().read == 1
    assert run().faults == []


def test_a_reading_of_the_wrong_type_is_a_fault_of_a_rule(
    run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    real = extract_stage.read_document

    def with_a_list(document: Any) -> Any:
        reading = real(document)
        return reading._replace(numerals=[replace(n, role=["date"]) for n in reading.numerals])

    monkeypatch.setattr(extract_stage, "read_document", with_a_list)
    outcome = run()
    assert [fault.reason.startswith("a rule failed") for fault in outcome.faults] == [True] * 2
    assert workspace.claims() == []


def test_a_stop_keeps_what_was_finished(
    run: Callable[..., Outcome], workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extract_stage.read_document

    def stop_at_b(document: Any) -> Any:
        if document.source.endswith("b.txt"):
            raise KeyboardInterrupt
        return real(document)

    monkeypatch.setattr(extract_stage, "read_document", stop_at_b)
    with pytest.raises(KeyboardInterrupt):
        run()
    assert {claim.source[-5:] for claim in workspace.claims()} == {"a.txt"}
    monkeypatch.setattr(extract_stage, "read_document", real)
    assert run().read == 1


def test_the_order_of_reading_does_not_matter(
    run: Callable[..., Outcome], folder: Path, tmp_path: Path, workspace: Workspace
) -> None:
    run(folder / "b.txt")
    run(folder / "a.txt")
    one = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    shutil.rmtree(tmp_path / "out")
    for source in workspace.sources():
        workspace.forget(source.path)
    run()
    assert one == {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
