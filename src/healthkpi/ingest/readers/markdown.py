"""Markdown: its text as it stands, with headings and pipe tables known for what they are.

The marks stay in the source text; `healthkpi.ingest.clean` takes them out of the working text.
"""

from __future__ import annotations

import re

from healthkpi.ingest.content import Content
from healthkpi.ingest.readers.text import read_text_bytes
from healthkpi.models import Block

_HEADING = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*\r?$")


def read_markdown(data: bytes, declared: str | None = None) -> Content:
    """Read Markdown. Raises UnreadableSource as the text reader does."""
    plain = read_text_bytes(data, declared)
    headings = [Block(m.start(1), m.end(1), "heading") for m in _HEADING.finditer(plain.text)]
    blocks = sorted((*plain.blocks, *headings), key=lambda block: block.start)
    return plain._replace(blocks=tuple(blocks), media_type="text/markdown", reader="markdown")
