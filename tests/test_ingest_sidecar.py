"""ingest.sidecar: what the text does not tell, checked against one schema."""

from __future__ import annotations

import pytest

from healthkpi.errors import SidecarError
from healthkpi.ingest.metadata import Overrides
from healthkpi.ingest.sidecar import read_sidecar, sidecar_digest, sidecar_path, write_sidecar
from healthkpi.ingest.sources import find_sources, read_bytes, read_source

TEXT = "长治市2024年卫生健康工作总结\n全市床位4000张。\n"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "bulletin.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def put(source, text):
    sidecar_path(source).write_text(text, encoding="utf-8")


def test_a_source_without_a_sidecar_has_none(source):
    assert read_sidecar(source) is None
    assert sidecar_digest(source) == ""


def test_a_sidecar_goes_before_the_text_and_options_before_it(source):
    put(source, "city: 晋城市\nyear: 2021\ntitle: 甲报告\npublished: 2022-01-05\n")
    document = read_source(source)
    assert (document.city, document.city_code, document.year) == ("晋城市", "140500", 2021)
    assert (document.title, document.published) == ("甲报告", "2022-01-05")
    told = read_source(source, Overrides(city="太原", doc_type="plan"))
    assert (told.city, told.year, told.doc_type) == ("太原市", 2021, "plan")


def test_a_sidecar_is_never_a_source(source):
    put(source, "city: 晋城市\n")
    assert find_sources([source.parent]) == [source]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("city: [", "not valid YAML"),
        ("citty: 晋城市\n", "citty"),
        ("year: soon\n", "year"),
        ("year: 24\n", "year"),
        ("doc_type: novel\n", "doc_type"),
        ("sha256: 12\n", "sha256"),
        ("- a\n- b\n", "the whole"),
    ],
)
def test_a_broken_sidecar_is_a_one_line_error(source, text, reason):
    put(source, text)
    with pytest.raises(SidecarError, match=reason) as caught:
        read_source(source)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_changed_sidecar_has_another_digest(source):
    put(source, "year: 2021\n")
    before = sidecar_digest(source)
    put(source, "year: 2022\n")
    assert before != sidecar_digest(source) != ""


def test_what_was_found_is_written_and_reads_back_the_same(source):
    document = read_source(source)
    path = write_sidecar(source, document, read_bytes(source), "https://example.org/a")
    assert path == sidecar_path(source)
    sidecar = read_sidecar(source)
    assert sidecar is not None
    assert (sidecar.city, sidecar.year, sidecar.url) == ("长治市", 2024, "https://example.org/a")
    assert read_source(source) == document


def test_a_sidecar_that_is_there_is_kept(source):
    put(source, "year: 2021\n")
    write_sidecar(source, read_source(source), read_bytes(source))
    assert sidecar_path(source).read_text("utf-8") == "year: 2021\n"
