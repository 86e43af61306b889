"""The readers, one a format, and the choice among them by content."""

from __future__ import annotations

from importlib import import_module

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.content import Content, Reader
from healthkpi.ingest.sniff import DOCX, ENCRYPTED, XLSX, sniff_media_type

# Readers are imported when a source needs them: the PDF and HTML libraries are slow to load.
_READERS = {
    "text/plain": ("text", "read_text_bytes"),
    "text/markdown": ("markdown", "read_markdown"),
    "text/html": ("html", "read_html"),
    "application/pdf": ("pdf", "read_pdf"),
    DOCX: ("docx", "read_docx"),
    "application/msword": ("doc", "read_doc"),
    XLSX: ("xlsx", "read_xlsx"),
    "application/vnd.ms-excel": ("xlsx", "read_xlsx"),
    "image/png": ("ocr", "read_image"),
    "image/jpeg": ("ocr", "read_image"),
    "image/tiff": ("ocr", "read_image"),
    "image/bmp": ("ocr", "read_image"),
}
_ADVICE = {
    ENCRYPTED: "The file is encrypted. Save it without a password and ingest that.",
    "application/zip": "The archive is damaged or holds no document of its own. Name a member as "
    "archive.zip!member, or unpack it and ingest its files.",
    "application/rtf": "RTF is not read. Save it as DOCX or PDF.",
    "image/gif": "A GIF image holds no text to read. Ingest the page it came from.",
}


def read_content(data: bytes, declared: str | None = None) -> Content:
    """Read ``data`` with the reader its content calls for; ``declared`` is a charset told outside.

    Raises:
        UnreadableSource: no reader knows the format, or the one that does cannot read it.
    """
    media_type = sniff_media_type(data)
    if media_type not in _READERS:
        raise UnreadableSource(_ADVICE[media_type])
    module, name = _READERS[media_type]
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), name)
    return reader(data, declared)
