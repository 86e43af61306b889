"""How good the claims are, measured on bulletins that a person has annotated.

A gold file ``NAME.jsonl`` belongs to the sources whose file name begins with NAME. Each line is
one numeral: ``anchor`` (the characters), ``start`` (their offset), ``class`` (claim, noise or
optional) and, of a claim, what a right reading of it says. A claim is found when it overlaps the
anchor of a gold claim; on optional lines nothing is counted; what overlaps no claim is false.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from healthkpi.errors import UsageError
from healthkpi.models import Claim, Numeral
from healthkpi.vocabulary.load import read_yaml

Gold = Mapping[str, Any]

_JUDGED = ("value", "facts", "indicator", "scope", "year")  # all right: the claim is fully right
_SHOWN = ("span", "scope_type")
_PHRASE_CHARACTERS = 60
_PHRASE_SHARE = 0.6  # of their characters (F1) a right phrase and the gold phrase have in common
_CLAUSE_MARKS = frozenset(",，。；;！!？?\n")
_PLACES = ("省", "市", "县", "区")  # what may stand in front of a scope ends in one of these


class Score(NamedTuple):
    """The figures of one document, or of ``all``: percentages, but for the count ``gold``."""

    document: str
    figures: dict[str, float]


def evaluate_files(
    paths: Sequence[Path], claims: Sequence[Claim], numerals: Sequence[Numeral]
) -> list[Score]:
    """The score of each gold file, and over all of them.

    Raises:
        UsageError: a gold file cannot be read, is not one, or belongs to no source.
    """
    total: Counter[str] = Counter()
    scores = []
    for path in paths:
        golds = read_gold(path)
        mine = [claim for claim in claims if _is_of(claim.source, path.stem)]
        rows = [numeral for numeral in numerals if _is_of(numeral.source, path.stem)]
        if not (mine or rows):
            message = (
                f"no source's file name begins with {path.stem!r}. Ingest it, or rename {path}."
            )
            raise UsageError(message)
        tally = tally_document(golds, mine, rows)
        total.update(tally)
        scores.append(Score(path.stem, figures_of(tally)))
    return [*scores, Score("all", figures_of(total))]


def _is_of(source: str, stem: str) -> bool:
    return PurePosixPath(source.replace("\\", "/")).name.startswith(stem)


def read_gold(path: Path) -> list[Gold]:
    """The lines of a gold file.

    Raises:
        UsageError: it cannot be read, or a line lacks what every line has.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        golds: list[Gold] = [json.loads(line) for line in lines if line.strip()]
        missing = [g for g in golds if not {"anchor", "start", "class"} <= g.keys()]
    except OSError as error:
        raise UsageError(f"cannot open {path}: {error.strerror}. Look at its path.") from error
    except (ValueError, AttributeError) as error:
        message = f"{path} is not a gold file ({error}). Give one JSON object a line."
        raise UsageError(message) from error
    if missing:
        raise UsageError(f"{path}: a line lacks anchor, start or class. Add them.")
    return golds


def tally_document(
    golds: Sequence[Gold], claims: Iterable[Claim], numerals: Sequence[Numeral]
) -> Counter[str]:
    """The counts of one document; those of several add up."""
    taken, wrong = _match(golds, claims)
    wanted = sum(gold["class"] == "claim" for gold in golds)
    tally = Counter(gold=wanted, found=len(taken), false=len(wrong))
    for at, claim in taken.items():
        verdict = _judge(golds[at], claim)
        tally.update(name for name, right in verdict.items() if right)
        tally["full"] += all(verdict[name] for name in _JUDGED)
    tally.update(_tally_ledger(golds, numerals))
    return tally


def judge_claims(
    golds: Sequence[Gold], claims: Sequence[Claim], stem: str
) -> list[tuple[float, bool]]:
    """Confidence of each claim of the document ``stem``, and whether it is right in everything."""
    taken, wrong = _match(golds, [claim for claim in claims if _is_of(claim.source, stem)])
    judged = [
        (claim.confidence, all(_judge(golds[at], claim)[name] for name in _JUDGED))
        for at, claim in taken.items()
    ]
    return [*judged, *((claim.confidence, False) for claim in wrong)]


def _match(golds: Sequence[Gold], claims: Iterable[Claim]) -> tuple[dict[int, Claim], list[Claim]]:
    """Each gold claim's claim, by the gold line's index, and the false claims."""
    taken: dict[int, Claim] = {}
    wrong: list[Claim] = []
    for claim in claims:
        over = [at for at, gold in enumerate(golds) if _shared(gold, claim) > 0]
        free = [at for at in over if golds[at]["class"] == "claim" and at not in taken]
        if free:
            taken[_closest(golds, free, claim)] = claim
        elif all(golds[at]["class"] != "optional" for at in over):
            wrong.append(claim)
    return taken, wrong


def _shared(gold: Gold, row: Claim | Numeral) -> int:
    """How many characters the gold line's anchor and ``row`` share; negative for a gap."""
    start, end = gold["start"], gold["start"] + len(gold["anchor"])
    return int(min(row.source_end, end) - max(row.source_start, start))


def _closest(golds: Sequence[Gold], free: Iterable[int], claim: Claim) -> int:
    """The index of the gold line that ``claim`` is most right about, then overlaps the most."""

    def closeness(at: int) -> tuple[int, int]:
        verdict = _judge(golds[at], claim)
        return sum(verdict[name] for name in _JUDGED), _shared(golds[at], claim)

    return max(free, key=closeness)


def _judge(gold: Gold, claim: Claim) -> dict[str, bool]:
    value = _right_value(gold, claim)
    anchor = gold["anchor"]
    return {
        "value": value,
        "facts": value and _right_facts(gold, claim),
        "indicator": _right_phrase(gold, claim.indicator_text),
        "scope": any(_names_scope(claim.scope or "", name) for name in gold["scope"]),
        "year": _right_year(gold, claim.year),
        "span": (claim.source_start, claim.source_end) == (gold["start"], _end(gold))
        or "".join(claim.quote.split()) == "".join(anchor.split()),
        "scope_type": claim.scope_type == gold["scope_type"],
    }


def _end(gold: Gold) -> int:
    return int(gold["start"]) + len(gold["anchor"])


def _right_value(gold: Gold, claim: Claim) -> bool:
    # A fraction (1/3, 三分之一) is annotated with few decimals.
    tolerance = 1e-3 if "/" in gold["anchor"] or "分之" in gold["anchor"] else 1e-9
    pairs = [(gold.get("value"), claim.value)]
    if gold.get("low") is not None or gold.get("high") is not None:
        pairs = [(gold.get("low"), claim.value_low), (gold.get("high"), claim.value_high)]
    right = all(_same_number(one, other, tolerance) for one, other in pairs)
    wanted = gold.get("unit")
    return right and (not wanted or _unit(wanted) == _unit(claim.unit))


def _same_number(one: Any, other: Any, tolerance: float) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return math.isclose(float(one), float(other), rel_tol=tolerance, abs_tol=1e-12)


@cache
def _spellings() -> dict[str, str]:
    table: dict[str, list[str]] = read_yaml("gold_units.yaml")
    return {spelling: unit for unit, spellings in table.items() for spelling in spellings}


def _unit(text: str) -> str:
    return _spellings().get(text.strip(), text.strip())


def _right_facts(gold: Gold, claim: Claim) -> bool:
    return (
        claim.comparator == gold["comparator"]
        and claim.measure == gold["measure"]
        and claim.direction == (gold.get("direction") or None)
        and (claim.status == gold["status"] or bool(gold.get("status_any")))
    )


def _right_phrase(gold: Gold, phrase: str) -> bool:
    anchor = gold["anchor"]
    return (
        0 < len(phrase) <= _PHRASE_CHARACTERS
        and not _CLAUSE_MARKS & set(phrase)
        and all(word in phrase for word in gold["must"])
        and not (anchor[:1].isdigit() and anchor in phrase)
        and _likeness(gold["indicator"], phrase) >= _PHRASE_SHARE
    )


def _likeness(one: str, other: str) -> float:
    """F1 of the letters and digits two phrases share."""
    bags = [Counter(c for c in text if c.isalnum()) for text in (one, other)]
    shared, total = (bags[0] & bags[1]).total(), bags[0].total() + bags[1].total()
    return 2 * shared / total if shared else 0.0


def _names_scope(scope: str, name: str) -> bool:
    front = scope.removesuffix(name)
    return scope == name or (scope.endswith(name) and front.endswith(_PLACES))


def _right_year(gold: Gold, year: int | None) -> bool:
    if gold["year"]:
        return year in gold["year"]
    return year is None or gold["status"] != "target"


def _tally_ledger(golds: Sequence[Gold], numerals: Sequence[Numeral]) -> Counter[str]:
    tally = Counter(lines=len(golds), rows=len(numerals)) if numerals else Counter[str]()
    tally.update(row.role for row in numerals if row.role in ("unresolved", "other"))
    for gold in golds if numerals else ():
        roles = [row.role for row in numerals if _shared(gold, row) > 0]
        tally["covered"] += bool(roles)
        if gold["class"] != "optional":
            tally["judged"] += 1
            tally["roles"] += bool(roles) and ("claim" in roles) == (gold["class"] == "claim")
    return tally


def figures_of(tally: Mapping[str, int]) -> dict[str, float]:
    """The figures of a tally, rounded to a tenth of a percent."""
    gold, found, claimed = tally["gold"], tally["found"], tally["found"] + tally["false"]
    figures = {
        "precision": _percent(found, claimed),
        "recall": _percent(found, gold),
        "f1": _percent(2 * found, claimed + gold),
        **{name: _percent(tally[name], gold) for name in _JUDGED},
        "full_f1": _percent(2 * tally["full"], claimed + gold),
        **{name: _percent(tally[name], gold) for name in _SHOWN},
    }
    if tally["lines"]:
        figures["covered"] = _percent(tally["covered"], tally["lines"])
        figures["roles"] = _percent(tally["roles"], tally["judged"])
        figures |= {name: _percent(tally[name], tally["rows"]) for name in ("unresolved", "other")}
    return {"gold": gold, **{name: round(figure, 1) for name, figure in figures.items()}}


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
