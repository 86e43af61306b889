"""ingest.sources and ingest.archive: which paths are sources, and what reading them gives."""

from __future__ import annotations

import hashlib

from tests import bulletin_forms
from tests.ingest_cases import check_offsets, read_folder

from healthkpi.ingest.archive import split_member
from healthkpi.ingest.sources import find_sources, read_source, read_text

TEXT = "长治市2024年卫生健康工作总结\r\n全市床位4000张，诊疗人次增长５．２％。\r\n"


def test_folders_are_searched_and_hidden_files_left_out(tmp_path):
    names = ("b.txt", "a/c.txt", ".hidden", "a/.git/x", "b.txt.source.yaml", "~$lock.docx")
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1", encoding="utf-8")
    found = find_sources([tmp_path, tmp_path / "b.txt"])
    assert found == [tmp_path / "a/c.txt", tmp_path / "b.txt"]


def test_a_missing_path_is_returned_for_the_reader_to_complain(tmp_path):
    assert find_sources([tmp_path / "none.txt"]) == [tmp_path / "none.txt"]


def test_members_of_archives_are_named_behind_an_exclamation_mark(tmp_path):
    path = tmp_path / "all!.zip"
    path.write_bytes(bulletin_forms.as_zip({"x/a.txt": TEXT.encode(), "__MACOSX/b": b"1"}))
    (member,) = find_sources([tmp_path])
    assert split_member(member) == (path, "x/a.txt")
    assert read_source(member).city == "长治市"


def test_names_an_archiver_stored_in_gbk_are_read(tmp_path):
    path = tmp_path / "gbk.zip"
    data = bulletin_forms.as_zip({"XXXX.txt": TEXT.encode()})
    path.write_bytes(data.replace(b"XXXX", "年报".encode("gb18030")))
    (member,) = find_sources([path])
    assert str(member) == f"{path}!年报.txt"
    assert read_source(member).city == "长治市"


def test_word_and_excel_files_are_no_archives(tmp_path):
    for name, data in (("a.docx", bulletin_forms.as_docx()), ("b.xlsx", bulletin_forms.as_xlsx())):
        (tmp_path / name).write_bytes(data)
    assert find_sources([tmp_path]) == [tmp_path / "a.docx", tmp_path / "b.xlsx"]


def test_the_ending_of_a_name_does_not_choose_the_reader(tmp_path):
    forms = {"html": bulletin_forms.as_html(), "docx": bulletin_forms.as_docx()}
    for reader, data in forms.items():
        path = tmp_path / f"{reader}.txt"
        path.write_bytes(data)
        assert read_source(path).reader == reader


def test_a_document_is_known_by_its_bytes(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8", newline="")
    first, second = (read_source(path) for path in find_sources([tmp_path]))
    assert first.doc_id == second.doc_id == hashlib.sha256(TEXT.encode()).hexdigest()[:16]
    assert first.source != second.source


def test_the_source_text_is_the_decoded_text_with_its_line_ends(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    document = read_source(path)
    assert document.source_text == TEXT
    assert "增长5.2%" in document.text
    start = document.text.index("5.2%")
    low, high = document.to_source(start, start + 4)
    assert document.source_text[low:high] == "５．２％"


def test_a_text_at_hand_is_a_document_too():
    document = read_text(TEXT)
    assert (document.city, document.year, document.media_type) == ("长治市", 2024, "text/plain")
    assert read_text("").text == ""


def test_offsets_of_shared_texts_lead_back_to_their_sources():
    for folder in ("bulletins", "corpus/work_reports", "corpus/health_papers"):
        for document in read_folder(folder):
            check_offsets(document)
