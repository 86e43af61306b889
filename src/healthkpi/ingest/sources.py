"""Sources: which paths are read, and each of them to a Document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from healthkpi.errors import SourceError, UnreadableSource
from healthkpi.ingest.archive import list_members, read_member, split_member
from healthkpi.ingest.clean import clean_text
from healthkpi.ingest.content import Content
from healthkpi.ingest.flattened import with_flattened
from healthkpi.ingest.metadata import Overrides, find_metadata
from healthkpi.ingest.offsets import Mapped, from_source
from healthkpi.ingest.readers import read_content
from healthkpi.ingest.sidecar import SUFFIX, read_sidecar
from healthkpi.ingest.sniff import sniff_media_type
from healthkpi.models import Block, Document
from healthkpi.version import __version__

MAX_BYTES = 200 * 1024 * 1024  # larger files are no bulletins
_NUMERAL = re.compile(
    r"\d|[〇零一二三四五六七八九十百千万亿两]{2}|[一二三四五六七八九十两半][个家所张人名项次例岁倍成年天月级]"
)
_TEXTS = ("text/plain", "text/markdown")
_WRAPPED = frozenset({"text", "doc", "ocr"})  # readers whose lines may be wrapped at a margin


def find_sources(paths: Iterable[Path]) -> list[Path]:
    """The sources among ``paths``: files as they are, folders searched, archives by member.

    Sidecars and hidden files are left out. A path that does not exist is returned as it is, for
    the reader to say so.
    """
    found: dict[Path, None] = {}
    for path in paths:
        files = sorted(_files(path)) if path.is_dir() else [path]
        for file in files:
            found |= dict.fromkeys(_expand(file))
    return list(found)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "~$")) for part in inside)
        if path.is_file() and not hidden and not path.name.endswith(SUFFIX):
            yield path


def _expand(path: Path) -> list[Path]:
    try:
        members = list_members(path)
    except OSError:
        return [path]
    return [Path(f"{path}!{member}") for member in members] if members else [path]


def read_bytes(path: Path) -> bytes:
    """The bytes of a source, an archive's member included.

    Raises:
        UnreadableSource: it is missing, unreadable, too large or empty.
    """
    archive, member = split_member(path)
    try:
        if archive.stat().st_size > MAX_BYTES:
            limit = MAX_BYTES // 2**20
            raise UnreadableSource(
                f"The file is larger than {limit} MB. Split it and ingest the parts."
            )
        data = archive.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableSource(
            "There is no such file. Look at the spelling of its path."
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableSource(
            f"The file cannot be opened ({reason}). Look at its rights."
        ) from error
    if member is not None:
        data = read_member(data, member, MAX_BYTES)
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableSource("The file is empty. Save it anew from where it came from.")
    return data


def read_source(path: Path, overrides: Overrides | None = None) -> Document:
    """Read a file (or ``archive.zip!member``) with its sidecar to a Document.

    ``overrides`` go before the sidecar, the sidecar before what is found.

    Raises:
        UnreadableSource: no text can be made of it.
        SidecarError: its sidecar is broken.
    """
    sidecar = read_sidecar(path)
    told = overrides or Overrides()
    if sidecar:
        told = told.over(sidecar.overrides())
    try:
        data = read_bytes(path)
        _check_name(path, data)
        document = build_document(data, str(path), told)
        _check_numbers(document)
        return document
    except SourceError as error:
        raise type(error)(f"{path}: {error}") from error


def _check_name(path: Path, data: bytes) -> None:
    """A file whose name promises a format of bytes and that is mere text was spoilt on its way."""
    ending, media_type = path.suffix.lower(), sniff_media_type(data)
    kind = ending[1:].upper()
    if ending in (".docx", ".xlsx") and media_type == "application/zip":
        raise UnreadableSource(f"The {kind} file is damaged or cut off. Download or save it again.")
    if ending in (".docx", ".xlsx", ".pdf", ".zip") and media_type in _TEXTS:
        message = f"The file is no {kind}, whatever its name says. Download or save it again."
        raise UnreadableSource(message)


def _check_numbers(document: Document) -> None:
    if not _NUMERAL.search(document.text):
        raise UnreadableSource("The text holds no number. Look whether it is the right document.")


def build_document(
    data: bytes, source: str, told: Overrides, declared: str | None = None
) -> Document:
    """The Document of ``data``; ``declared`` is a charset told by a server, if any.

    Raises:
        UnreadableSource: no text can be made of the bytes.
    """
    content = read_content(data, declared)
    doc_id = hashlib.sha256(data).hexdigest()[:16]
    return _document(content, doc_id, source, told)


def read_text(
    text: str,
    *,
    city: str | None = None,
    year: int | None = None,
    source: str = "<text>",
    doc_type: str | None = None,
    title: str | None = None,
) -> Document:
    """A Document of a text at hand; ``city`` and ``year`` go before what the text says."""
    from healthkpi.ingest.readers.text import text_blocks

    doc_id = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    content = Content(text, "text/plain", "text", blocks=text_blocks(text))
    return _document(content, doc_id, source, Overrides(city, year, title, None, doc_type))


def _document(content: Content, doc_id: str, source: str, told: Overrides) -> Document:
    working, repairs, script = clean_text(
        content.text,
        reflow=content.reader in _WRAPPED,
        markdown=content.reader == "markdown",
    )
    named = Overrides(title=content.title, publisher=content.publisher, published=content.published)
    file_name = source.replace("!", "/").rstrip("/").rsplit("/", 1)[-1]
    found = find_metadata(working.text, told.over(named), file_name)
    return Document(
        doc_id=doc_id,
        source=source,
        media_type=content.media_type,
        encoding=content.encoding,
        script=script,
        title=found.title,
        publisher=found.publisher,
        doc_type=found.doc_type,
        city=found.city,
        city_code=found.city_code,
        year=found.year,
        published=found.published,
        characters=len(content.text),
        source_text=content.text,
        ingested_with=__version__,
        repairs=content.repairs + repairs,
        text=working.text,
        starts=working.starts,
        ends=working.ends,
        blocks=_working_blocks(with_flattened(content.text, content.blocks), working),
        boxes=content.boxes,
        org=found.org,
        reader=content.reader,
    )


def _working_blocks(blocks: tuple[Block, ...], working: Mapped) -> tuple[Block, ...]:
    """Blocks counted in the working text; their labels are put into its script and width."""
    from healthkpi.ingest.script import to_narrow, to_simplified

    spans = from_source(working, [(block.start, block.end) for block in blocks])

    def read(label: str) -> str:
        return to_narrow(to_simplified(label))

    return tuple(
        replace(
            block,
            start=start,
            end=end,
            row=read(block.row),
            column=read(block.column),
            caption=read(block.caption),
            unit=read(block.unit),
        )
        for block, (start, end) in zip(blocks, spans, strict=True)
    )
