"""Which part of a web page is its own: the smallest element with all that trafilatura takes."""

from __future__ import annotations

import re
from typing import Any

_BLANK = re.compile(r"\s+")
_MIN_LINE = 8  # characters; shorter lines may stand anywhere on a page
_SHARE = 0.9  # of the main text that the element has to hold


def find_main(root: Any, page: str) -> Any:
    """The element of ``root`` that holds the main text; the body where none can be told."""
    body = root.find("body")
    body = root if body is None else body
    lines = _main_lines(page)
    if not lines:
        return _densest(body)
    weights: dict[Any, int] = {}
    wanted = sum(map(len, lines))
    for element in body.iter():
        own = _squash(_own_text(element))
        if len(own) < _MIN_LINE:
            continue
        weight = sum(len(line) for line in lines if own in line or line in own)
        if weight:
            weights[element] = min(weight, len(own))
    return _common_ancestor(body, weights, wanted)


def _main_lines(page: str) -> list[str]:
    import trafilatura

    text = trafilatura.extract(
        page, favor_recall=True, include_tables=True, include_comments=False, deduplicate=False
    )
    lines = [_squash(line.strip(" |-#*")) for line in (text or "").splitlines()]
    return [line for line in lines if len(line) >= _MIN_LINE]


def _squash(text: str) -> str:
    return _BLANK.sub("", text)


def _own_text(element: Any) -> str:
    """The text of an element itself and of the inline elements in it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in ("span", "a", "b", "strong", "em", "font", "u", "i", "sup", "sub"):
            parts.append("".join(child.itertext()))
        parts.append(child.tail or "")
    return "".join(parts)


def _common_ancestor(body: Any, weights: dict[Any, int], wanted: int) -> Any:
    totals: dict[Any, int] = {}
    for element, weight in weights.items():
        for ancestor in (element, *element.iterancestors()):
            totals[ancestor] = totals.get(ancestor, 0) + weight
    whole = totals.get(body, 0)
    if whole < wanted * 0.3:
        return _densest(body)
    main, deeper = body, body
    while deeper is not None:
        main = deeper
        deeper = next((c for c in main if totals.get(c, 0) >= whole * _SHARE), None)
    while main.tag in ("p", "span", "tr", "td", "tbody", "table", "strong", "font"):
        parent = main.getparent()
        if parent is None or main is body:
            break
        main = parent
    return main


def _densest(body: Any) -> Any:
    """The element with the most text outside links, as deep as that text stays together."""
    main = body
    while True:
        mine = plain_length(main)
        deeper = next((c for c in main if plain_length(c) >= mine * _SHARE and len(c)), None)
        if deeper is None or not mine:
            return main
        main = deeper


def plain_length(element: Any) -> int:
    """Characters of an element outside its links and scripts."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "nav", "a"):
        return 0
    linked = sum(len(_squash("".join(e.itertext()))) for e in element.iter("a", "script", "style"))
    return len(_squash("".join(element.itertext()))) - linked


def link_share(element: Any) -> float:
    """The share of an element's characters that are links; 0 for one without text."""
    whole = len(_squash("".join(element.itertext())))
    linked = sum(len(_squash("".join(link.itertext()))) for link in element.iter("a"))
    return linked / whole if whole else 0.0
