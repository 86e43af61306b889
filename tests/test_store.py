from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.nouns import make_claim, make_document, make_issue, make_numeral

from healthkpi.errors import HealthkpiError, UsageError, WorkspaceError
from healthkpi.models import Block, CharBox, Repair
from healthkpi.store import Workspace, open_workspace


def put(workspace: Workspace, doc_id: str, path: str, **given: object) -> None:
    name = Path(path).name
    workspace.put_document(make_document(doc_id=doc_id, source=name, **given), path, "f" + doc_id)
    row = {"doc_id": doc_id, "source": name}
    claim_id = f"{doc_id}:0"
    numerals = [make_numeral(**row, claim_id=claim_id), make_numeral(**row, role="date")]
    workspace.put_reading(doc_id, numerals, [make_claim(**row, claim_id=claim_id)], "v1")


def test_a_document_comes_back_as_it_went_in(workspace: Workspace) -> None:
    document = make_document(
        text="长治",
        source_text="長治",
        starts=(0, 1),
        ends=(1, 2),
        blocks=(Block(0, 2, "cell", 3, "行", "列", "表", "个"),),
        boxes=(CharBox(0, 1, 1, (1.0, 2.0, 3.5, 4.0)),),
        repairs=(Repair("ocr", 0, 1, "長", "长", "because"),),
        org="市人民医院",
    )
    workspace.put_document(document, "/x/a.txt", "f1")
    assert workspace.documents() == [document]
    lean = {"text": "", "starts": None, "ends": None, "blocks": (), "boxes": ()}
    assert workspace.described() == [replace(document, **lean)]


def test_claims_keep_their_decimals(workspace: Workspace) -> None:
    put(workspace, "a" * 16, "/x/a.txt")
    claim = make_claim(doc_id="a" * 16, value=Decimal("0.1"), value_low=Decimal("1E+3"))
    workspace.put_reading("a" * 16, [], [claim], "v2")
    assert workspace.claims() == [claim]
    assert str(workspace.claims()[0].value) == "0.1"


@given(
    text=st.text(st.characters(exclude_categories=["Cs"])),
    value=st.decimals(allow_nan=False, allow_infinity=False),
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
def test_whatever_stands_in_a_text_comes_back(
    workspace: Workspace, text: str, value: Decimal
) -> None:
    document = make_document(text=text)
    claim = make_claim(sentence=text, value=value)
    workspace.put_document(document, "/x/a.txt", "f")
    workspace.put_reading(document.doc_id, [], [claim], "v")
    assert workspace.documents() == [document]
    (found,) = workspace.claims()
    assert found == claim
    assert str(found.value) == str(value)


def test_an_edited_source_supersedes_its_former_version(workspace: Workspace) -> None:
    put(workspace, "a" * 16, "/x/a.txt")
    put(workspace, "b" * 16, "/x/a.txt")
    assert [claim.doc_id for claim in workspace.claims()] == ["b" * 16]
    assert [source.doc_id for source in workspace.sources(superseded=True)] == ["a" * 16]
    assert workspace.counts() == {"b" * 16: {"claim": 1, "date": 1}}
    put(workspace, "a" * 16, "/x/a.txt")  # edited back
    assert [document.doc_id for document in workspace.documents()] == ["a" * 16]


def test_two_files_of_the_same_bytes_are_one_document(workspace: Workspace) -> None:
    put(workspace, "a" * 16, "/x/a.txt")
    put(workspace, "a" * 16, "/x/copy.txt")
    assert [source.name for source in workspace.sources()] == ["a.txt", "copy.txt"]
    assert [document.source for document in workspace.documents()] == ["a.txt"]
    assert workspace.stale("v1") == []


def test_forgetting_the_first_of_two_copies_leaves_the_second(workspace: Workspace) -> None:
    put(workspace, "a" * 16, "/x/a.txt")
    put(workspace, "a" * 16, "/x/copy.txt")
    assert workspace.forget("a.txt") == ["a.txt"]
    assert [document.source for document in workspace.documents()] == ["copy.txt"]
    # Its claims still name the other file, so they are to be read anew.
    assert workspace.stale("v1") == ["a" * 16]


def test_editing_the_first_of_two_copies_leaves_the_second_with_its_own_name(
    workspace: Workspace,
) -> None:
    put(workspace, "a" * 16, "/x/a.txt")
    put(workspace, "a" * 16, "/x/copy.txt")
    put(workspace, "b" * 16, "/x/a.txt")
    names = [(document.source, document.doc_id[0]) for document in workspace.documents()]
    assert names == [("a.txt", "b"), ("copy.txt", "a")]
    assert workspace.stale("v1") == ["a" * 16]


def test_forget_takes_all_that_came_of_a_source(workspace: Workspace) -> None:
    put(workspace, "a" * 16, "/x/a.txt")
    workspace.put_issues([make_issue(doc_id="a" * 16)])
    workspace.quarantine("/x/bad.txt", "bad.txt", "f", "empty")
    assert workspace.forget("bad.txt") == ["bad.txt"]
    assert workspace.forget("a.txt") == ["a.txt"]
    assert workspace.forget("a.txt") == []
    left = [workspace.documents(), workspace.claims(), workspace.numerals(), workspace.issues()]
    assert left == [[], [], [], []]
    assert workspace.quarantined() == []


def test_new_rules_make_claims_stale(workspace: Workspace) -> None:
    put(workspace, "a" * 16, "/x/a.txt")
    assert workspace.stale("v1") == []
    assert workspace.stale("v2") == ["a" * 16]


def test_a_fault_is_new_once(workspace: Workspace) -> None:
    assert workspace.quarantine("/x/a", "a", "f1", "empty")
    assert not workspace.quarantine("/x/a", "a", "f1", "empty")
    assert workspace.quarantine("/x/a", "a", "f2", "empty")


def test_a_rules_fault_stays_until_the_claims_are_read(workspace: Workspace) -> None:
    put(workspace, "a" * 16, "/x/a.txt")
    workspace.quarantine("/x/a.txt", "a.txt", "", "a rule failed")
    workspace.release("/x/a.txt")
    assert len(workspace.quarantined()) == 1
    workspace.put_reading("a" * 16, [], [], "v2")
    assert workspace.quarantined() == []


def test_only_unseen_issues_are_new(workspace: Workspace) -> None:
    one, two = make_issue(), make_issue(code="conflict")
    assert workspace.put_issues([one]) == [one]
    assert workspace.put_issues([one, two]) == [two]
    assert workspace.put_issues([two]) == []
    assert workspace.issues() == [two]


@pytest.mark.parametrize("key", ["a" * 16, "aaaa", "a.txt", "/x/a.txt", "a"])
def test_a_document_is_found_by_any_of_its_names(workspace: Workspace, key: str) -> None:
    put(workspace, "a" * 16, "/x/a.txt")
    put(workspace, "b" * 16, "/x/b.txt")
    assert workspace.find_document(key).doc_id == "a" * 16


def test_a_name_that_fits_none_or_several_is_refused(workspace: Workspace) -> None:
    put(workspace, "a1" * 8, "/x/a.txt")
    put(workspace, "a2" * 8, "/y/a.txt")
    for key in ("c.txt", "a.txt"):
        with pytest.raises(UsageError, match="healthkpi status"):
            workspace.find_document(key)


def test_a_stopped_transaction_leaves_nothing(workspace: Workspace) -> None:
    put(workspace, "a" * 16, "/x/a.txt")

    def rows():
        yield make_numeral(doc_id="a" * 16)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workspace.put_reading("a" * 16, rows(), [], "v2")  # type: ignore[arg-type]
    assert len(workspace.numerals()) == 2
    assert workspace.stale("v1") == []


@pytest.mark.parametrize("content", [b"", b"a diary", b"SQLite format 3\0" + b"\0" * 200])
def test_another_file_is_no_workspace(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "w.db"
    path.write_bytes(content)
    with pytest.raises(WorkspaceError, match="--workspace"):
        open_workspace(path, create=True)
    assert path.read_bytes() == content


def test_another_database_a_folder_or_nothing_is_no_workspace(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (x)")
    db.close()
    for path in (other, tmp_path, tmp_path / "missing.db"):
        with pytest.raises(WorkspaceError, match="--workspace"):
            open_workspace(path)


def test_a_workspace_of_a_newer_healthkpi_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    open_workspace(path, create=True).__exit__(None, None, None)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(WorkspaceError, match="newer"):
        open_workspace(path)


def test_a_damaged_workspace_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    with open_workspace(path, create=True) as space:
        put(space, "a" * 16, "/x/a.txt")
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(HealthkpiError, match="Restore it"), open_workspace(path) as space:
        space.documents()


def test_processes_that_start_together_all_succeed(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    code = (
        "import sys, pathlib; from healthkpi.store import open_workspace\n"
        "with open_workspace(pathlib.Path(sys.argv[1]), create=True) as w:\n"
        "    for i in range(20): w.quarantine(sys.argv[2] + str(i), 'n', 'f', 'r')\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, str(path), str(i)]) for i in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    with open_workspace(path) as space:
        assert len(space.quarantined()) == 60
