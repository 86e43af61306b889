"""Arrow in, Arrow out: the one function that every engine calls on a batch of documents.

A batch has a column ``text`` (string) and, if known, ``source``, ``city``, ``year``, ``title`` and
``doc_type``. Rows do not depend on each other, so batches may be cut anywhere and run anywhere::

    pool.map(extract_batch, batches)                  # concurrent.futures.ProcessPoolExecutor
    dask.delayed(extract_batch)(batch)                # the extra `cluster`
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from healthkpi.errors import UsageError
from healthkpi.export.columns import table
from healthkpi.export.formats import parquet_schema, to_arrow
from healthkpi.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

_GIVEN = ("source", "city", "year", "title", "doc_type")


def claims_schema() -> pa.Schema:
    """The Arrow schema of what :func:`extract_batch` returns: the claims table's."""
    return parquet_schema(table("claims"), __version__)


def extract_batch(documents: pa.RecordBatch) -> pa.RecordBatch:
    """The claims of every document of the batch, in the batch's order.

    A row without text has no claims. Offsets count code points of the row's own ``text``.

    Raises:
        UsageError: the batch has no column ``text``.
    """
    from healthkpi.api import extract

    if "text" not in documents.schema.names:
        raise UsageError("the batch has no column 'text'. Rename the one that holds the bulletins.")
    given = [name for name in _GIVEN if name in documents.schema.names]
    rows: list[dict[str, Any]] = []
    for document in documents.select(["text", *given]).to_pylist():
        text = document.pop("text")
        known = {name: value for name, value in document.items() if value is not None}
        rows += [_row(claim) for claim in extract(text, **known)] if text else []
    return to_arrow(table("claims"), rows, __version__)


def _row(claim: Any) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in claim.__slots__}
