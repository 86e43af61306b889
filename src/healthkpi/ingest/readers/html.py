"""Web pages: the main text by trafilatura, walked anew so that headings and tables keep their form.

trafilatura says which text is the page's own; the smallest element that holds it is then walked,
because its own output flattens tables or drops them.
"""

from __future__ import annotations

import re
from typing import Any

from healthkpi.errors import UnreadableSource
from healthkpi.ingest.content import Content, ContentBuilder
from healthkpi.ingest.encodings import decode_bytes
from healthkpi.ingest.readers.html_main import Weights, find_main, weigh
from healthkpi.ingest.readers.html_meta import read_meta
from healthkpi.ingest.readers.html_table import is_data_table, read_grid

_CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead",
    "tr", "ul", "caption",
}  # fmt: skip
_MIN_CHARACTERS = 15  # fewer in the main text, and the page has none
_LINKS = 0.8  # share of links in a list or division that make it navigation
_MAX_DEPTH = 2000


def read_html(data: bytes, declared: str | None = None) -> Content:
    """Read a web page; a charset declared by the server goes before one in the page.

    Raises:
        UnreadableSource: the page has no main text, or its tags are nested beyond reason.
    """
    match = _CHARSET.search(data[:4096])
    named = declared or (match[1].decode() if match else None)
    text, encoding, repairs = decode_bytes(data, named)
    root = parse_html(text)
    meta = read_meta(root)
    weights = weigh(root)
    if weights.depth > _MAX_DEPTH:
        message = f"The page nests more than {_MAX_DEPTH} tags. Save its text as a text file."
        raise UnreadableSource(message)
    main = find_main(root, text, weights)
    builder = ContentBuilder()
    _Walk(builder, weights).walk(main)
    body = builder.text()
    if min(len(re.sub(r"\W", "", body)), weights.plain(main)) < _MIN_CHARACTERS:
        raise UnreadableSource(
            "The page has no text of its own, only navigation. Ingest the page of the article."
        )
    if meta.title and meta.title not in body:
        headed = ContentBuilder()
        headed.add(meta.title, "heading")
        _Walk(headed, weights).walk(main)
        builder, body = headed, headed.text()
    return Content(
        body,
        "text/html",
        "html",
        encoding,
        tuple(builder.blocks),
        repairs=repairs,
        title=meta.title,
        publisher=meta.publisher,
        published=meta.published,
    )


def parse_html(text: str) -> Any:
    """The tree of an HTML text. Raises UnreadableSource where there is none."""
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        # An XML declaration with an encoding would make lxml refuse a str.
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource(f"The page cannot be parsed ({error}). Save it anew.") from error
    return root


class _Walk:
    """Walks an element in reading order and hands paragraphs and tables to the builder.

    It keeps its own stack: pages that never close a font tag are nested deeper than Python goes.
    """

    def __init__(self, builder: ContentBuilder, weights: Weights) -> None:
        self.builder = builder
        self.weights = weights
        self.inline: list[str] = []
        self.kind = "paragraph"
        self.caption = ""
        self.todo: list[Any] = []  # elements to enter, texts to take, None where a block ends

    def walk(self, element: Any) -> None:
        self.todo = [element]
        while self.todo:
            item = self.todo.pop()
            if isinstance(item, str):
                self.inline.append(item)
            elif item is None:
                self.flush()
            else:
                self._enter(item)
        self.flush()

    def _enter(self, element: Any) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED or _is_hidden(element):
            return
        if tag == "br":
            self.flush()
        elif tag == "table" and is_data_table(element):
            self.flush()
            self._table(element)
        elif tag in _BLOCKS:
            self.flush()
            self.kind = "heading" if tag in _HEADINGS else "paragraph"
            if tag not in ("ul", "ol", "div") or self.weights.link_share(element) <= _LINKS:
                self.todo.append(None)
                self._push(element)
        else:
            self._push(element)

    def _push(self, element: Any) -> None:
        for child in reversed(element):
            self.todo += [child.tail or "", child]
        self.todo.append(element.text or "")

    def _table(self, table: Any) -> None:
        caption, grid = read_grid(table)
        if caption:
            self.builder.add(caption, "caption")
        if grid:
            self.builder.add_table(grid, caption or self.caption)

    def flush(self) -> None:
        text = collapse("".join(self.inline))
        self.inline = []
        if text:
            self.builder.add(text, self.kind)
            self.caption = text if len(text) <= 60 and "。" not in text else ""
        self.kind = "paragraph"


# Class names and ids of what surrounds an article.
_MARGINAL = re.compile(
    r"(?i)(?:^|[\s_-])(?:footer|copyright|breadcrumbs?|crumbs?|sidebar|share|pager|navbar|topbar)(?:$|[\s_-])"
)
_SKIPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "button", "select", "input", "textarea",
    "svg", "object", "head", "nav", "rt", "rp",
})  # fmt: skip


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return (
        "display:none" in style
        or element.get("hidden") is not None
        or bool(_MARGINAL.search(named))
    )


def collapse(text: str) -> str:
    """``text`` with its white space collapsed; a line break inside Chinese leaves no space."""
    text = re.sub(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]\s*|[ \t]*[\r\n]\s*(?=[^\x00-\x7f])", "", text)
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip()
