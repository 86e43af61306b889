"""Where on its page a span of the source text lies."""

from __future__ import annotations

from bisect import bisect_right

from healthkpi.models import Document

Box = tuple[float, float, float, float]


def find_place_on_page(
    document: Document, source_start: int, source_end: int
) -> tuple[int | None, str | None]:
    """Page number and box of a source span; None where the format has none.

    The box is ``left,bottom,right,top`` in points from the bottom left of the page, around all
    characters of the span that stand on its first line.
    """
    boxes = document.boxes
    first = max(bisect_right(boxes, source_start, key=lambda box: box.source_start) - 1, 0)
    hits = []
    for box in boxes[first:]:
        if box.source_start >= source_end:
            break
        if box.source_end > source_start:
            hits.append(box)
    if not hits:
        return None, None
    page, first_box = hits[0].page, hits[0].box
    here = [hit.box for hit in hits if hit.page == page and _same_line(first_box, hit.box)]
    edges = (
        min(box[0] for box in here),
        min(box[1] for box in here),
        max(box[2] for box in here),
        max(box[3] for box in here),
    )
    return page, ",".join(f"{edge:.1f}" for edge in edges)


def _same_line(first: Box, other: Box) -> bool:
    """Whether two characters stand on one line: their heights meet, or nearly."""
    slack = max(first[3] - first[1], other[3] - other[1]) * 0.5
    return first[1] - slack < other[3] and other[1] < first[3] + slack
