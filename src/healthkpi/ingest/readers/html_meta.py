"""What a web page says of itself in its head: title, publisher, date of publication."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from healthkpi.ingest.dates import find_dates, with_digit_years

# The names government sites use (the standard for 政府网站 page metadata), then the general ones.
_TITLES = ("articletitle", "title", "og:title", "twitter:title")
_PUBLISHERS = ("contentsource", "source", "article:author", "og:site_name", "sitename", "publisher")
_DATES = ("pubdate", "publishdate", "article:published_time", "publish_time", "date", "dc.date")


class PageMeta(NamedTuple):
    """Title, publisher and ISO date as the page's head gives them."""

    title: str | None
    publisher: str | None
    published: str | None


def read_meta(root: Any) -> PageMeta:
    """The page's title, publisher and date from its meta elements, heading and title."""
    told: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            told.setdefault(name, content)
    title = _first(told, _TITLES) or _heading(root) or _page_title(root)
    day = next((d for _, _, d in find_dates(with_digit_years(_first(told, _DATES) or ""))), None)
    return PageMeta(title, _first(told, _PUBLISHERS), day.isoformat() if day else None)


def _first(told: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((told[name] for name in names if name in told), None)


def _heading(root: Any) -> str | None:
    headings = [" ".join("".join(h.itertext()).split()) for h in root.iter("h1")]
    return headings[0] if len(headings) == 1 and headings[0] else None


def _page_title(root: Any) -> str | None:
    """The title element without the site's name behind a dash or bar."""
    text = " ".join((root.findtext(".//title") or "").split())
    parts = re.split(r"\s*[|_]\s*|\s+[-—–]\s*|\s*[-—–]\s+|-(?=[^-]*(?:网|政府|委员会|局)$)", text)
    return max(parts, key=len) or None if parts else None
