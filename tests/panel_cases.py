"""Claims and documents made by hand, for the tests of the panel and of validation."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from typing import Any

from healthkpi.models import Claim, Document, Indicator
from healthkpi.stages.select import Selection
from healthkpi.vocabulary.catalogue import Catalogue, Entry

_NUMBERS = count()


def make_entry(indicator: str, **fields: Any) -> Entry:
    """An entry of a small catalogue: a rate in % unless told otherwise."""
    plain: dict[str, Any] = {
        "id": indicator,
        "name_zh": indicator,
        "name_en": indicator,
        "family": "test",
        "measure": "rate",
        "unit": "%",
        "direction": "higher_better",
        "range": (0, 100),
        "source": "made for a test",
        "examples": ("a", "b"),
        "not": ("c",),
    }
    return Entry.model_validate(plain | fields)


COUNT = {"measure": "count"}
ENTRIES = (
    make_entry("beds", name_zh="床位数", unit="张", range=(1000, 200000), **COUNT),
    make_entry(
        "hospitals", name_zh="医院数", unit="个", units=("家", "所"), range=(1, 2000), **COUNT
    ),
    make_entry("visits", name_zh="总诊疗人次数", unit="人次", range=(100000, 300000000), **COUNT),
    make_entry("daily", name_zh="医师日均担负诊疗人次", unit="人次", range=(1, 30), **COUNT),
    make_entry("density", name_zh="每千人口床位数", unit="每千人", range=(2, 15)),
    make_entry("ratio", name_zh="抚养比", range=(10, 200)),
    make_entry("signing_rate", name_zh="家庭医生签约率", range=(10, 100)),
    make_entry(
        "mortality", name_zh="孕产妇死亡率", unit="每10万", direction="lower_better", range=(0, 60)
    ),
    make_entry("rank", name_zh="满意度排名", measure="rank", unit="名次", range=(1, 500)),
)
CATALOGUE = Catalogue({entry.id: entry for entry in ENTRIES})


def make_claim(value: str | None = "95.4", quote: str | None = None, **fields: Any) -> Claim:
    """A claim of 长治市 in 2024 that its family doctors' signing rate is 95.4%."""
    start = fields.pop("source_start", 10 * next(_NUMBERS))
    doc_id = fields.get("doc_id", "d1")
    unit = fields.get("unit", "%")
    quote = quote or f"{value}{unit}"
    plain: dict[str, Any] = {
        "claim_id": f"{doc_id}:{start}",
        "doc_id": doc_id,
        "source": f"{doc_id}.txt",
        "source_start": start,
        "source_end": start + len(quote),
        "quote": quote,
        "sentence": quote,
        "section": "",
        "reader": "text",
        "page": None,
        "bbox": None,
        "value": None if value is None else Decimal(value),
        "value_low": None,
        "value_high": None,
        "unit": unit,
        "comparator": "eq",
        "measure": "rate",
        "direction": None,
        "basis": None,
        "status": "actual",
        "pair_id": None,
        "indicator_text": "家庭医生签约率",
        "indicator": "signing_rate",
        "scope": "长治市",
        "scope_type": "city",
        "scope_code": "140400",
        "city": "长治市",
        "city_code": "140400",
        "breakdown": "total",
        "year": 2024,
        "period": "2024",
        "period_start": "2024-01-01",
        "period_end": "2024-12-31",
        "confidence": 0.9,
        "rule": "test",
    }
    return Claim(**(plain | fields))


def make_document(doc_id: str = "d1", text: str = "", **fields: Any) -> Document:
    """The document those claims come from."""
    plain: dict[str, Any] = {
        "doc_id": doc_id,
        "source": f"{doc_id}.txt",
        "media_type": "text/plain",
        "encoding": "utf-8",
        "script": "hans",
        "title": None,
        "publisher": None,
        "doc_type": "work_report",
        "city": "长治市",
        "city_code": "140400",
        "year": 2024,
        "published": None,
        "characters": len(text),
        "source_text": text,
        "ingested_with": "test",
        "text": text,
    }
    return Document(**(plain | fields))


def shown(
    rows: list[Indicator], level: str = "city", *, breakdowns: bool = False
) -> list[Indicator]:
    """The rows that an export of ``level`` takes."""
    chosen = Selection(level=level, breakdowns=breakdowns)
    return [row for row in rows if chosen.shows(row)]
