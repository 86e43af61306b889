"""Which part of a web page is its own: the smallest element with all that trafilatura takes."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_NO_TEXT = frozenset({"script", "style", "nav", "noscript", "template"})
_BLANK = re.compile(r"\s+")
_MIN_LINE = 8  # characters; shorter lines may stand anywhere on a page
_MAX_DEPTH = 200  # deeper pages take trafilatura minutes; their text is found by its density
_SHARE = 0.9  # of the main text that the element has to hold


class Weights(NamedTuple):
    """Characters in each element and how many of them are links', and how deep the tree is."""

    whole: dict[Any, int]
    linked: dict[Any, int]
    depth: int

    def plain(self, element: Any) -> int:
        """Characters of an element outside its links."""
        return self.whole.get(element, 0) - self.linked.get(element, 0)

    def link_share(self, element: Any) -> float:
        """The share of an element's characters that are links; 0 for one without text."""
        whole = self.whole.get(element, 0)
        return self.linked.get(element, 0) / whole if whole else 0.0


def weigh(root: Any) -> Weights:
    """Weigh all elements in one pass: pages may be nested thousands of tags deep."""
    from lxml import etree

    whole: dict[Any, int] = {}
    linked: dict[Any, int] = {}
    sums: list[list[int]] = [[0, 0]]
    deepest = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            sums.append([len(_squash(element.text or "")), 0])
            deepest = max(deepest, len(sums) - 1)
            continue
        inside, links = sums.pop()
        if element.tag in _NO_TEXT:
            inside = links = 0
        links = inside if element.tag == "a" else links
        whole[element], linked[element] = inside, links
        sums[-1][0] += inside + len(_squash(element.tail or ""))
        sums[-1][1] += links
    return Weights(whole, linked, deepest)


def find_main(root: Any, page: str, weights: Weights) -> Any:
    """The element of ``root`` that holds the main text; the body where none can be told."""
    body = root.find("body")
    body = root if body is None else body
    lines = _main_lines(page) if weights.depth <= _MAX_DEPTH else []
    if not lines:
        return _densest(body, weights)
    found: dict[Any, int] = {}
    wanted = sum(map(len, lines))
    for element in body.iter():
        own = _squash(_own_text(element))
        if len(own) < _MIN_LINE:
            continue
        weight = sum(len(line) for line in lines if own in line or line in own)
        if weight:
            found[element] = min(weight, len(own))
    main = _common_ancestor(body, found, wanted)
    return _densest(body, weights) if main is None else main


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


def _common_ancestor(body: Any, found: dict[Any, int], wanted: int) -> Any:
    """The smallest element with nearly all of the text found; None where too little of it is."""
    totals: dict[Any, int] = {}
    for element, weight in found.items():
        for ancestor in (element, *element.iterancestors()):
            totals[ancestor] = totals.get(ancestor, 0) + weight
    whole = totals.get(body, 0)
    if whole < wanted * 0.3:
        return None
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


def _densest(body: Any, weights: Weights) -> Any:
    """The element with the most text outside links, as deep as that text stays together."""
    main = body
    while True:
        mine = weights.plain(main)
        deeper = next((c for c in main if len(c) and weights.plain(c) >= mine * _SHARE), None)
        if deeper is None or not mine:
            return main
        main = deeper
