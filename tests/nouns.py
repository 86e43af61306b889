"""The nouns, made in one line: a test names only the fields it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from healthkpi.models import Claim, Document, Indicator, Issue, Numeral


def _made(cls: Callable[..., Any], known: dict[str, Any], given: dict[str, Any]) -> Any:
    names = {field.name for field in fields(cls)}  # type: ignore[arg-type]
    values = dict.fromkeys(names) | {k: v for k, v in known.items() if k in names} | given
    return cls(**values)


PLACE = {
    "doc_id": "0" * 16,
    "source": "a.txt",
    "source_start": 0,
    "source_end": 5,
    "quote": "95.4%",
    "city": "长治市",
    "city_code": "140400",
    "year": 2024,
}


def make_document(**given: Any) -> Document:
    text = given.pop("text", "95.4%的乡镇卫生院达标")
    known: dict[str, Any] = {
        "media_type": "text/plain",
        "encoding": "utf-8",
        "script": "hans",
        "repairs": (),
        "doc_type": "other",
        "blocks": (),
        "boxes": (),
        "reader": "text",
        "characters": len(text),
        "source_text": text,
        "text": text,
        "ingested_with": "0",
    }
    document: Document = _made(Document, PLACE | known, given)
    return document


def make_numeral(**given: Any) -> Numeral:
    known = {"role": "claim", "rule": "plain", "claim_id": "0000000000000000:0"}
    numeral: Numeral = _made(Numeral, PLACE | known, given)
    return numeral


def make_claim(**given: Any) -> Claim:
    known: dict[str, Any] = {
        "claim_id": "0000000000000000:0",
        "sentence": "95.4%的乡镇卫生院达标",
        "section": "",
        "reader": "text",
        "value": Decimal("95.4"),
        "unit": "%",
        "comparator": "eq",
        "measure": "rate",
        "status": "actual",
        "indicator_text": "乡镇卫生院达标率",
        "indicator": "quality_grassroots_rate",
        "scope": "长治市",
        "scope_type": "city",
        "scope_code": "140400",
        "breakdown": "total",
        "period": "2024",
        "rule": "plain",
        "confidence": 0.9,
    }
    claim: Claim = _made(Claim, PLACE | known, given)
    return claim


def make_indicator(**given: Any) -> Indicator:
    known: dict[str, Any] = {
        "indicator": "quality_grassroots_rate",
        "name_zh": "达标率",
        "name_en": "rate",
        "family": "grassroots",
        "scope": "长治市",
        "scope_type": "city",
        "unit": "%",
        "breakdown": "total",
        "value": Decimal("95.4"),
        "comparator": "eq",
        "n_claims": 1,
        "conflict": False,
        "confidence": 0.9,
    }
    indicator: Indicator = _made(Indicator, PLACE | known, given)
    return indicator


def make_issue(**given: Any) -> Issue:
    known = {"code": "range", "severity": "warning", "message": "95.4% is too much"}
    issue: Issue = _made(Issue, PLACE | known, given)
    return issue
