"""Sources that cannot be read: each a one-line error that ends with what to try."""

from __future__ import annotations

import pytest
from tests import bulletin_forms, pdf_forms

from healthkpi.errors import SourceError, UnreadableSource
from healthkpi.ingest.sources import MAX_BYTES, find_sources, read_source

NAVIGATION = (
    "<html><body>"
    + "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(80))
    + "</body></html>"
).encode()
NESTED = b"<html><body>" + b"<div>" * 50_000 + "床位40张".encode() + b"</div>" * 50_000
BROKEN_DOCX = bulletin_forms.as_docx()[:-3000]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Word 97 and of encrypted files
BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n ", "empty"),
    "zeros.txt": (b"\0" * 100, "empty"),
    "binary.dat": (bytes(range(1, 256)) * 20, "not text"),
    "wordless.txt": ("关于做好卫生健康工作的通知。".encode(), "no number"),
    "navigation.html": (NAVIGATION, "no text of its own"),
    "nested.html": (NESTED, "nests more than"),
    "nozip.docx": (b"this is no zip of 12 parts", "no DOCX"),
    "nopdf.pdf": ("错误404".encode(), "no PDF"),
    "cut.docx": (BROKEN_DOCX, "damaged"),
    "cut.xlsx": (bulletin_forms.as_xlsx()[:-800], "damaged"),
    "cut.pdf": (pdf_forms.by_reportlab()[:-3000], "cut off"),
    "shell.pdf": (b"%PDF-1.7\nnothing\n%%EOF", "damaged"),
    "locked.pdf": (pdf_forms.by_reportlab(password="secret"), "encrypted"),
    "old.doc": (OLE + b"\0\1" * 600, "DOC|Word"),
    "locked.docx": (OLE + "EncryptedPackage".encode("utf-16-le") + b"\0\1" * 99, "encrypted"),
    "letter.rtf": (rb"{\rtf1 40}", "RTF"),
    "empty.zip": (bulletin_forms.as_zip({}), "archive"),
    "scan.png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "pictures|damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_source_that_cannot_be_read_says_why_and_what_to_try(tmp_path, name):
    data, reason = BAD[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableSource, match=reason) as caught:
        read_source(path)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(path))
    assert message.endswith(".")


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableSource, match="larger than"):
        read_source(path)


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        read_source(tmp_path / "nowhere.txt")


def test_a_page_nested_a_little_is_read(tmp_path):
    path = tmp_path / "page.html"
    inner = "<p>2024年全市床位40张，诊疗120人次，比上年增长百分之五。</p>"
    path.write_text("<html><body>" + "<div><font>" * 900 + inner, encoding="utf-8")
    assert "床位40张" in read_source(path).text


def test_a_bomb_of_an_archive_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    path.write_bytes(bulletin_forms.as_zip({"zeros.txt": b"0" * 30_000_000}))
    (member,) = find_sources([path])
    with pytest.raises(UnreadableSource, match="too large"):
        read_source(member)
