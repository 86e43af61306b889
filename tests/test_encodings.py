"""ingest.encodings: the right encoding from the bytes alone, and declarations overruled."""

from __future__ import annotations

import codecs

import opencc
import pytest
from tests.ingest_cases import shared_folder

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.encodings import decode_bytes, same_encoding

PROSE = "全市孕产妇死亡率8.5/10万,同比下降1.2个十万分点;乡镇卫生院达标率为95.4%。"
TRADITIONAL = "全市孕產婦死亡率下降,鄉鎮衛生院達標率為95.4%。"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_prose_is_decoded_without_a_declaration(encoding):
    decoded = decode_bytes(PROSE.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.repairs) == (PROSE, encoding, ())


def test_big5_is_told_from_gb18030():
    assert decode_bytes(TRADITIONAL.encode("big5hkscs"))[:2] == (TRADITIONAL, "big5hkscs")
    assert decode_bytes(TRADITIONAL.encode("gb18030"))[:2] == (TRADITIONAL, "gb18030")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_bom_decides_and_is_no_part_of_the_text(mark, encoding):
    assert decode_bytes(mark + PROSE.encode(encoding))[:2] == (PROSE, encoding)


def test_a_wrong_declaration_is_overruled_and_noted():
    decoded = decode_bytes(PROSE.encode("utf-8"), declared="gb2312")
    assert decoded.text == PROSE
    assert [(note.kind, note.before, note.after) for note in decoded.repairs] == [
        ("encoding", "gb2312", "utf-8")
    ]


@pytest.mark.parametrize("declared", ["gbk", "GB2312", "gb18030"])
def test_a_right_declaration_is_not_noted(declared):
    assert decode_bytes(PROSE.encode("gb18030"), declared).repairs == ()


def test_an_unknown_declaration_is_noted_where_the_text_is_not_ascii():
    assert same_encoding("x-martian") is None
    assert decode_bytes(PROSE.encode(), "x-martian").repairs[0].before == "x-martian"
    assert decode_bytes(b"beds: 12", "x-martian").repairs == ()


def test_gbk_pairs_that_are_valid_utf8_are_not_taken_for_it():
    assert decode_bytes("联通".encode("gb18030")).text == "联通"


def test_a_lost_byte_is_noted_and_the_rest_is_read():
    data = ("长治市" * 60).encode() + b"\xe5\x8d" + "全市床位4000张。".encode()
    decoded = decode_bytes(data)
    assert decoded.text.endswith("全市床位4000张。")
    (note,) = decoded.repairs
    assert decoded.text[note.source_start : note.source_end] == "\ufffd"


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 100, b"\xff" * 500])
def test_binary_data_is_an_error_with_advice(data):
    with pytest.raises(UnreadableSource, match=r"Save the source as"):
        decode_bytes(data)


def test_every_piece_of_20_characters_is_decoded():
    """Issue: 100 in 100 on 20-character pieces in UTF-8, GB18030 and, after s2tw, Big5-HKSCS."""
    to_taiwan = opencc.OpenCC("s2tw").convert
    wrong, seen = [], 0
    for path in sorted(shared_folder("bulletins").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for at in range(0, len(text), 20):
            piece = text[at : at + 20]
            forms = (("utf-8", piece), ("gb18030", piece), ("big5hkscs", to_taiwan(piece)))
            for encoding, form in forms:
                try:
                    data = form.encode(encoding)
                except UnicodeEncodeError:
                    continue  # Big5 has no such character
                seen += 1
                if decode_bytes(data).text != form:
                    wrong.append((encoding, form))
    assert seen > 1000
    assert wrong == []
