"""The nouns of healthkpi: what flows from stage to stage, frozen.

Offsets are code-point offsets, base 0, end exclusive. Those called ``source_*`` count in
``Document.source_text``; all others count in ``Document.text``, the working text.
Each column's meaning stands once, in its field here; schemas, Parquet metadata and the data
dictionary are generated from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Measure = Literal["rate", "count", "amount", "change", "rank", "duration", "level", "index"]
Status = Literal["actual", "target", "baseline"]
ScopeType = Literal["city", "county", "org", "township", "province", "nation"]
Role = Literal[
    "claim",
    "date",
    "period",
    "ordinal",
    "list_number",
    "name",
    "slogan",
    "reference",
    "grade",
    "other",
    "unresolved",
]
Severity = Literal["error", "warning", "info"]


def column(doc: str, **options: Any) -> Any:
    """A dataclass field that is also a column: ``doc`` is its description everywhere."""
    return field(metadata={"doc": doc}, **options)


class Number(NamedTuple):
    """A number as a text states it, with 万/亿 multiplied out.

    ``value`` is None for a range, whose bounds are ``low`` and ``high``. ``unit`` is spelled as in
    the claims table (元, %, 百分点, 人次, 每10万 …), "" for none. ``start`` and ``end`` span the
    number with its unit and the comparators that touch it.
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    comparator: Comparator
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repair:
    """One place where the working text says something else than the source's characters."""

    kind: str = column("what was mended: byte_slip, pinyin, ocr, section_order, fragment_order …")
    source_start: int = column("first character concerned, in the source text")
    source_end: int = column("end of it, exclusive")
    before: str = column("what stood there")
    after: str = column("what is read instead")
    reason: str = column("why, in one English sentence")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the working text that a reader knows the nature of."""

    start: int
    end: int
    kind: str  # paragraph, heading, caption, footnote, cell, or header (of a row or column)
    page: int | None = None
    # A table cell's bearings, "" where unknown: its row header, column header, caption and unit.
    row: str = ""
    column: str = ""
    caption: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class CharBox:
    """Where a run of source characters lies on its page: for PDF, in points from bottom left."""

    source_start: int
    source_end: int
    page: int
    box: tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Document:
    """One bulletin: its source text, the working text read from it, and what is known of it."""

    doc_id: str = column("first 16 hex digits of the SHA-256 of the bytes")
    source: str = column("path or URL as it was given")
    media_type: str = column("kind of file, found from its content: text/plain, text/html …")
    encoding: str = column("how the bytes were decoded: utf-8, gb18030, big5hkscs")
    script: str = column("hans, hant or mixed")
    title: str | None = column("title of the bulletin")
    publisher: str | None = column("who published it")
    doc_type: str = column("work_report, plan, communique, news or other")
    city: str | None = column("the city (or province, or 全国) it is filed under")
    city_code: str | None = column("its GB/T 2260 code")
    year: int | None = column("the year reported on")
    published: str | None = column("date of publication, ISO 8601, as far as known")
    characters: int = column("length of the source text in code points")
    source_text: str = column("the decoded text that every source offset counts in")
    ingested_with: str = column("healthkpi version that read it")
    repairs: tuple[Repair, ...] = column("what was mended, and where", default=())
    # Not columns: the working text (simplified, half-width digits, repaired) and the way back.
    text: str = ""
    starts: tuple[int, ...] | None = None  # working offset -> source offset; None: the same
    ends: tuple[int, ...] | None = None  # working offset -> end of that character in the source
    blocks: tuple[Block, ...] = ()
    boxes: tuple[CharBox, ...] = ()
    org: str | None = None  # the organisation a hospital's own report is about
    reader: str = "text"

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the working span ``[start, end)``; empty maps to empty.

        Of a span that goes on elsewhere on the page, the part before that.
        """
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.source_text)
            return at, at
        if not any(repair.kind == "fragment_order" for repair in self.repairs):
            return self.starts[start], self.ends[end - 1]
        last = start
        while last + 1 < end and not self._turns(self.ends[last], self.starts[last + 1]):
            last += 1
        return self.starts[start], self.ends[last]

    def _turns(self, end: int, start: int) -> bool:
        """Whether the text leaves its order in the source between two of its characters."""
        between = self.source_text[end:start].strip()
        return start < end - 1 or (len(between) > 1 and "\n" in between)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A ledger row: one numeral expression of a document and what it was taken for."""

    doc_id: str = column("the document")
    source: str = column("path or URL as it was given")
    source_start: int = column("first character, in the source text")
    source_end: int = column("end, exclusive")
    quote: str = column("those characters")
    role: Role = column("claim, or why it is none, or unresolved")
    rule: str = column("the rule that decided")
    claim_id: str | None = column("the claim it became", default=None)


@dataclass(frozen=True, slots=True)
class Claim:
    """One numeric claim of a bulletin, each field as the text states or implies it."""

    claim_id: str = column("doc_id:source_start")
    doc_id: str = column("the document")
    source: str = column("path or URL as it was given")
    source_start: int = column("first character of the number, in the source text")
    source_end: int = column("end, exclusive")
    quote: str = column("those characters: the number, its unit and comparator")
    sentence: str = column("the sentence, simplified and reflowed")
    section: str = column("the headings above it, joined by ' > '")
    reader: str = column("which reader read it: text, html, pdf, docx, xlsx, ocr")
    page: int | None = column("page number, where the format has pages")
    bbox: str | None = column("left,bottom,right,top in points, for PDF")
    value: Decimal | None = column("the value in base units, null for a range")
    value_low: Decimal | None = column("lower bound of a range")
    value_high: Decimal | None = column("upper bound of a range")
    unit: str = column("base unit with the counter as written")
    comparator: Comparator = column("eq ge gt le lt approx")
    measure: Measure = column("rate count amount change rank duration level index")
    direction: str | None = column("up or down, for a change")
    basis: str | None = column("yoy where the text compares with the year before")
    status: Status = column("actual, target or baseline")
    pair_id: str | None = column("ties a baseline, its actual and its change")
    indicator_text: str = column("what is measured, a phrase of the text, at most 60 characters")
    indicator: str | None = column("catalogue id, or null")
    scope: str | None = column("the place or organisation the number is about")
    scope_type: ScopeType | None = column("city county org township province nation")
    scope_code: str | None = column("its GB/T 2260 code, where it is a place")
    city: str | None = column("the city it is filed under")
    city_code: str | None = column("its GB/T 2260 code")
    breakdown: str = column("the part of the indicator it speaks of, 'total' for the whole")
    year: int | None = column("reference year; of a target, its deadline")
    period: str | None = column("the year, or 2022-05-31, 2022-Q1, 2022-H1, 2021..2025")
    period_start: str | None = column("first day of the period, ISO 8601")
    period_end: str | None = column("last day of the period, ISO 8601")
    confidence: float = column("0..1: the share of such claims that are right in everything")
    rule: str = column("the rules that decided, joined by '+'")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the panel: one indicator of one scope in one year."""

    city_code: str = column("GB/T 2260 code of the city")
    city: str = column("name of the city")
    year: int = column("reference year")
    indicator: str = column("catalogue id")
    name_zh: str = column("Chinese name")
    name_en: str = column("English name")
    family: str = column("group of indicators")
    scope: str = column("the place or organisation")
    scope_type: ScopeType = column("city county org township province nation")
    breakdown: str = column("the part of the indicator, 'total' for the whole")
    unit: str = column("the catalogue's unit")
    value: Decimal | None = column("the actual value")
    comparator: Comparator | None = column("comparator of the actual value")
    target: Decimal | None = column("the target that falls due in this year")
    target_comparator: Comparator | None = column("comparator of the target")
    target_year: int | None = column("deadline of the target")
    baseline: Decimal | None = column("the value it is said to have come from")
    change: Decimal | None = column("the stated change, negative for down")
    change_unit: str | None = column("unit of the change")
    n_claims: int = column("number of claims behind the row")
    conflict: bool = column("whether claims of the same key disagree")
    confidence: float = column("confidence of the chosen claim")
    source: str = column("source of the chosen claim")
    source_start: int = column("where its number begins")
    source_end: int = column("end, exclusive")
    quote: str = column("those characters")


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should look at. Checks return these; they never raise."""

    doc_id: str | None = column("the document")
    claim_id: str | None = column("the claim")
    code: str = column("stable code of the check")
    severity: Severity = column("error, warning or info")
    message: str = column("what is wrong, in English, with the Chinese evidence")
    source_start: int | None = column("where the evidence begins, in the source text")
    source_end: int | None = column("end, exclusive")


class Reading(NamedTuple):
    """What the extractor makes of one document."""

    numerals: tuple[Numeral, ...]
    claims: tuple[Claim, ...]
