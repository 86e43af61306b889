"""readers.ocr: pages that are pictures, with an engine that says what it was told to see."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from PIL import Image

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.boxes import find_place_on_page
from healthkpi.ingest.metadata import Overrides
from healthkpi.ingest.readers import ocr
from healthkpi.ingest.sources import build_document

LINES = (
    ((100, 80, 900, 120), "临汾市2024年卫生健康工作总结", 0.99),
    ((60, 200, 1140, 230), "2024年全市医疗卫生机构总诊疗人次达到2154.6万人次比上年增长5.", 0.98),
    ((60, 240, 500, 270), "2%，床位2310张。", 0.97),
    ((60, 300, 90, 320), "艹", 0.2),
)


def result():
    corners = [
        [(left, top), (right, top), (right, bottom), (left, bottom)]
        for (left, top, right, bottom), _, _ in LINES
    ]
    texts, scores = ([line[n] for line in LINES] for n in (1, 2))
    return SimpleNamespace(boxes=corners, txts=texts, scores=scores)


@pytest.fixture
def scan(monkeypatch):
    monkeypatch.setattr(ocr, "_engine", lambda: lambda _: result())
    return Image.new("RGB", (1200, 800), "white")


def saved(image, form):
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def test_a_picture_is_read_line_by_line_and_wrapped_lines_are_joined(scan):
    document = build_document(saved(scan, "PNG"), "scan.png", Overrides())
    assert (document.reader, document.media_type) == ("ocr", "image/png")
    assert (document.city, document.year) == ("临汾市", 2024)
    assert "比上年增长5.2%，床位2310张。" in document.text
    assert "艹" not in document.text


def test_a_box_counts_from_the_bottom_of_the_picture(scan):
    document = build_document(saved(scan, "PNG"), "scan.png", Overrides())
    start = document.source_text.index("2310张")
    page, box = find_place_on_page(document, start, start + 5)
    assert page == 1
    assert box is not None
    left, bottom, right, top = map(float, box.split(","))
    assert 60 < left < right < 500
    assert (bottom, top) == (800 - 270, 800 - 240)


def test_a_scanned_pdf_goes_to_the_same_reader(scan):
    document = build_document(saved(scan, "PDF"), "scan.pdf", Overrides())
    assert (document.reader, document.media_type) == ("ocr", "application/pdf")
    assert "2154.6万人次" in document.text


def test_without_the_extra_a_scan_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)
    ocr._engine.cache_clear()
    with pytest.raises(UnreadableSource, match=r"pip install 'healthkpi\[ocr\]'"):
        build_document(saved(Image.new("RGB", (50, 50)), "PNG"), "scan.png", Overrides())


def test_a_damaged_picture_is_an_error(scan):
    with pytest.raises(UnreadableSource, match="damaged"):
        build_document(saved(scan, "PNG")[:60], "scan.png", Overrides())
