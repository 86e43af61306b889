"""Corrections: what a person has found wrong in a claim, applied anew at every run.

A file ``corrections.yaml`` is a list of records::

    - source: 长治市2024.txt        # path or URL of the claim, or the end of it
      quote: 95.4%                  # the claim's number as the source has it
      near: 乡镇卫生院              # words of its sentence; only where the quote stands twice
      field: value                  # the column to correct
      value: 94.5                   # what it should say; null empties it
      who: Li Ming
      why: the yearbook prints 94.5

The claim keeps its quote and place in the source; its ``rule`` gains the correction, and the panel
names it in an issue ``corrected``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_type_hints

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from healthkpi.errors import CorrectionError
from healthkpi.models import Claim
from healthkpi.resolve.choice import CORRECTED

Correctable = Literal[
    "value", "value_low", "value_high", "unit", "comparator", "measure", "direction", "basis",
    "status", "indicator_text", "indicator", "scope", "scope_type", "scope_code", "city",
    "city_code", "breakdown", "year", "period", "period_start", "period_end",
]  # fmt: skip


class Correction(BaseModel):
    """One record of the file: which claim, which field, what it should say, who says so and why."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    source: str = Field(min_length=1)
    quote: str = Field(min_length=1)
    near: str | None = None
    field: Correctable
    value: Any
    who: str = Field(min_length=1)
    why: str = Field(min_length=1)

    @model_validator(mode="after")
    def _check_value(self) -> Correction:
        parse_field(self.field, self.value)
        return self

    @property
    def mark(self) -> str:
        """What the claim's rule gains."""
        return f"{CORRECTED}{self.field}; {self.who}; {self.why})".replace("+", "＋")


def parse_field(field: str, value: Any) -> Any:
    """``value`` as the type of that field of a claim: 94.5 is Decimal("94.5"), never a float.

    Raises:
        ValueError: it does not fit (pydantic's ValidationError is one).
    """
    hint = get_type_hints(Claim)[field]
    if "Decimal" in str(hint) and isinstance(value, float | int) and not isinstance(value, bool):
        value = Decimal(str(value))
    return TypeAdapter(hint).validate_python(value)


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file, in its order.

    Raises:
        CorrectionError: the file cannot be read, or a record does not fit the schema.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        message = f"corrections {path} cannot be read: {reason}. Give a UTF-8 YAML list of records."
        raise CorrectionError(message) from error
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise CorrectionError(f"{path} is not a list. Begin each correction with '- source:'.")
    return tuple(_parse(item, number, path) for number, item in enumerate(raw, 1))


def _parse(item: Any, number: int, path: Path) -> Correction:
    try:
        return Correction.model_validate(item)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "value"
        reason = " ".join(first["msg"].split())
        message = f"{path}, correction {number}: {field}: {reason}. Mend that field."
        raise CorrectionError(message) from error


def apply_corrections(
    claims: Iterable[Claim], corrections: Sequence[Correction]
) -> tuple[Claim, ...]:
    """The claims with the corrections made, in their order.

    Raises:
        CorrectionError: a correction matches no claim or several, or its claim already says so:
            a repair must not outlive its fault.
    """
    corrected = {claim.claim_id: claim for claim in claims}
    for correction in corrections:
        claim = _find_claim(corrected.values(), correction)
        corrected[claim.claim_id] = _correct(claim, correction)
    return tuple(corrected.values())


def _find_claim(claims: Iterable[Claim], correction: Correction) -> Claim:
    found = [claim for claim in claims if _matches(claim, correction)]
    if len(found) == 1:
        return found[0]
    name = f"correction of {correction.quote} in {correction.source} by {correction.who}"
    if found:
        places = ", ".join(f"“{claim.indicator_text}”" for claim in found[:3])
        message = f"{name} matches {len(found)} claims ({places}). Tell them apart with near:."
    else:
        message = f"{name} matches no claim. Mend its source or quote, or delete the record."
    raise CorrectionError(message)


def _matches(claim: Claim, correction: Correction) -> bool:
    source = claim.source.replace("\\", "/")
    same = source == correction.source or source.endswith("/" + correction.source)
    near = correction.near is None or correction.near in claim.sentence
    return same and near and claim.quote == correction.quote


def _correct(claim: Claim, correction: Correction) -> Claim:
    if correction.mark in claim.rule:
        return claim  # this very correction was applied before
    value = parse_field(correction.field, correction.value)
    if getattr(claim, correction.field) == value:
        message = (
            f"correction of {correction.quote} in {correction.source} by {correction.who} changes "
            f"nothing: {correction.field} already is {value}. Delete the record."
        )
        raise CorrectionError(message)
    changes: dict[str, Any] = {correction.field: value}
    return replace(claim, **changes, rule=f"{claim.rule}+{correction.mark}")
