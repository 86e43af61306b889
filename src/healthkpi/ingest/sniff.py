"""The kind of a file by its content; what its name ends with is not asked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s", re.IGNORECASE)
_HTML_TAGS = re.compile(
    rb"</?(?:p|div|table|t[rd]|span|br|h[1-6]|[uo]l|li|a)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_MARKDOWN = re.compile(rb"(?m)^#{1,6}\s+\S|^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?\s*$")
_IMAGES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"II*\0": "image/tiff",
           b"MM\0*": "image/tiff", b"BM": "image/bmp", b"GIF8": "image/gif"}  # fmt: skip
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENCRYPTED = "application/encrypted"
_HEAD = 4096


def sniff_media_type(data: bytes) -> str:
    """The media type of ``data``; text/plain where nothing else is recognised."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(data)
    if head.startswith(b"{\\rtf"):
        return "application/rtf"
    for magic, media_type in _IMAGES.items():
        if head.startswith(magic) and b"\0" in head:
            return media_type
    return _sniff_text(data)


def _sniff_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return "application/zip"
    if any(name.startswith("word/") for name in names):
        return DOCX
    if any(name.startswith("xl/") for name in names):
        return XLSX
    return "application/zip"


def is_office_zip(names: Sequence[str]) -> bool:
    """Whether a ZIP's members show it to be a document of Word, Excel or the like."""
    return "[Content_Types].xml" in names or any(
        name.startswith(("word/", "xl/", "ppt/")) for name in names
    )


def _sniff_ole(data: bytes) -> str:
    """Old Word and Excel share a container with encrypted new ones; their streams' names tell."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return ENCRYPTED
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "application/vnd.ms-excel"
    return "application/msword"


def _sniff_text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = data[: _HEAD * 2].decode("utf-16", "ignore").encode()
    else:
        head = data[: _HEAD * 4]
    if _HTML.search(head[:_HEAD]) or len(_HTML_TAGS.findall(head)) >= 5:
        return "text/html"
    return "text/markdown" if _MARKDOWN.search(head) else "text/plain"
