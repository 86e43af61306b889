"""How a number was read: the derivation of one numeral, rule by rule, in English lines."""

from __future__ import annotations

from functools import cache

from healthkpi.extract.draft import Draft
from healthkpi.extract.lexer import cut
from healthkpi.extract.reader import read_drafts
from healthkpi.models import Document
from healthkpi.vocabulary.load import read_yaml


@cache
def _meanings() -> dict[str, str]:
    told: dict[str, str] = read_yaml("rules.yaml")
    return told


def rule_meaning(rule: str) -> str:
    """What the rule of this name says, in one English sentence; "" for an unknown name."""
    return _meanings().get(rule, "")


def explain_at(document: Document, source_offset: int) -> list[str]:
    """The derivation of the numeral at ``source_offset`` of the source; [] where there is none."""
    drafts, notes = read_drafts(document)
    for draft in drafts:
        start, end = document.to_source(draft.start, draft.end)
        if start <= source_offset < end:
            return _derivation(draft)
    for note in notes:
        start, end = document.to_source(note.start, note.end)
        if start <= source_offset < end:
            return [_line(note.rule)]
    return []


def _line(rule: str) -> str:
    return f"rule {rule}: {rule_meaning(rule) or 'no description'}"


def _derivation(draft: Draft) -> list[str]:
    number = draft.number
    value = number.value if number.value is not None else f"{number.low} to {number.high}"
    lines = [f"number: {value} {number.unit} ({number.comparator})".replace("  ", " ")]
    if draft.left or draft.right:
        lines.append(f"before it: {'/'.join(cut(draft.left))}")
        lines.append(f"after it: {'/'.join(cut(draft.right))}")
    lines += [_line(rule) for rule in draft.rules]
    if not draft.is_claim:
        return [*lines, f"role: {draft.role}"]
    direction = f", {draft.direction}" if draft.direction else ""
    lines.append(f"measure: {draft.measure}{direction}; unit: {draft.unit or '(none)'}")
    lines.append(_line(draft.shape).replace("rule", "phrase", 1) + f" -> {draft.phrase}")
    lines.append(f"status: {draft.status}; year: {draft.year}; scope: {draft.scope}")
    return lines
