from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pyarrow as pa
import pytest

import healthkpi
from healthkpi.batch import claims_schema, extract_batch
from healthkpi.errors import UsageError

TEXTS = ["全市有医院35家。", None, "没有数字。", "全市新生儿死亡率1.2‰。"]


def batch() -> pa.RecordBatch:
    columns = {
        "text": TEXTS,
        "city": ["长治市", None, None, "苏州市"],
        "year": [2024, None, 1, 2023],
    }
    return pa.RecordBatch.from_pydict({**columns, "source": ["a", "b", "c", "d"], "extra": [1] * 4})


def test_a_batch_of_documents_gives_a_batch_of_claims() -> None:
    found = extract_batch(batch())
    assert found.schema.equals(claims_schema(), check_metadata=True)
    rows = found.to_pylist()
    assert [(r["source"], r["value"], r["city"], r["year"]) for r in rows] == [
        ("a", 35.0, "长治市", 2024),
        ("d", 1.2, "苏州市", 2023),
    ]
    (claim,) = healthkpi.extract(TEXTS[0] or "", city="长治市", year=2024)
    assert rows[0]["claim_id"] == claim.claim_id


def test_a_batch_without_text_is_misuse() -> None:
    with pytest.raises(UsageError, match="Rename"):
        extract_batch(pa.RecordBatch.from_pydict({"body": ["x"]}))


def test_batches_may_be_cut_anywhere_and_run_in_other_processes() -> None:
    whole = extract_batch(batch())
    parts = [batch().slice(at, 1) for at in range(4)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = pa.Table.from_batches(list(pool.map(extract_batch, parts)))
    assert found.combine_chunks().to_batches()[0].equals(whole)
