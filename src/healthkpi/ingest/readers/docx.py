"""Word documents (DOCX): paragraphs and tables in order, then text boxes and footnotes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.content import Content, ContentBuilder
from healthkpi.ingest.readers.damage import blame_file
from healthkpi.ingest.sniff import DOCX

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Text inside these is deleted, drawn twice, or read elsewhere.
_APART = frozenset({f"{_W}del", f"{_W}txbxContent", _FALLBACK})
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins"))
_MAX_CAPTION = 60  # characters of a paragraph that may be a table's caption
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(data: bytes, declared: str | None = None) -> Content:  # noqa: ARG001  (Reader)
    """Read a DOCX file. Raises UnreadableSource for one that is damaged or holds no text."""
    import docx

    builder = ContentBuilder()
    with blame_file("The DOCX file is damaged. Open it in Word and save it again."):
        document = docx.Document(io.BytesIO(data))
        title = _add_body(builder, document)
        for kind, text in (*_boxes(document), *_footnotes(document)):
            builder.add(text, kind)
    text = builder.text()
    if not text.strip():
        raise UnreadableSource("The document holds no text. If it is a scan, save it as PDF.")
    return Content(text, DOCX, "docx", blocks=tuple(builder.blocks), title=title or None)


def _add_body(builder: ContentBuilder, document: Any) -> str:
    """Write paragraphs and tables in order; the text in the style of a title is returned."""
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    before = title = ""
    for element in _inner(document.element.body):
        if element.tag == f"{_W}tbl":
            grid = _grid(Table(element, document))
            builder.add_table(grid, before if len(before) <= _MAX_CAPTION else "")
            continue
        text = _text(element)  # a Paragraph's own text leaves tracked insertions out
        found = Paragraph(element, document).style
        style = str(found.name if found is not None else "")
        heading = style.startswith(("Heading", "Title", "标题"))
        builder.add(text, "heading" if heading else "paragraph")
        before = text.strip() or before
        title = title or (text.strip() if style in ("Title", "标题") else "")
    return title


def _inner(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those in content controls and custom XML."""
    for element in parent:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in _WRAPPERS:
            yield from _inner(element)


def _text(element: Any) -> str:
    """The text of a paragraph, insertions included and deletions left out."""
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node is not element and node.tag in _APART:
            continue
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        parts.append(_BREAKS.get(node.tag, "") if node.getparent().tag == f"{_W}r" else "")
        stack.extend(reversed(node))
    return "".join(parts)


def _grid(table: Any) -> list[list[str | None]]:
    """The cells of a table; a merged one is written once, and None where else it reaches."""
    seen: set[Any] = set()
    grid: list[list[str | None]] = []
    for row in table.rows:
        cells: list[str | None] = []
        for cell in row.cells:
            element = cell._tc  # noqa: SLF001  (python-docx tells merged cells by it alone)
            covered = element in seen
            seen.add(element)
            cells.append(None if covered else "\n".join(map(_text, element.iter(f"{_W}p"))))
        grid.append(cells)
    return grid


def _boxes(document: Any) -> Iterator[tuple[str, str]]:
    for box in document.element.body.iter(f"{_W}txbxContent"):
        if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
            yield from (("paragraph", _text(paragraph)) for paragraph in box.iter(f"{_W}p"))


def _footnotes(document: Any) -> Iterator[tuple[str, str]]:
    from lxml import etree

    for relation in document.part.rels.values():
        if not relation.reltype.endswith(("/footnotes", "/endnotes")) or relation.is_external:
            continue
        root = etree.fromstring(relation.target_part.blob)
        for note in root:
            text = "".join(_text(paragraph) for paragraph in note.iter(f"{_W}p")).strip()
            if text:
                yield "footnote", text
