"""Checks of parts against their whole, and of a share against the two numbers it is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from healthkpi.models import Claim, Indicator, Issue
from healthkpi.resolve.choice import find_step
from healthkpi.resolve.conversion import spell_unit
from healthkpi.resolve.placing import Placed, breaks, of_which
from healthkpi.validate.facts import Facts, is_no_part, make_issue, part_keys, plain, words
from healthkpi.validate.interval import Interval, interval_of
from healthkpi.vocabulary.catalogue import Entry

_SUMS = ("count", "amount")
_SLACK = Decimal("0.005")  # of a share's rounding, where its parts are rounded themselves
_NEAR = 10  # characters between a part and its share
_FAR = 50  # and between a whole and its first part: further off, 其中 speaks of something else


class _Whole(NamedTuple):
    """A whole, and the parts the sentence names behind 其中."""

    wholes: list[Placed]  # the last is the nearest; 其中 may speak of all of a list
    parts: list[Placed]

    @property
    def limit(self) -> Decimal | None:
        """The most a part can be: what the numbers before 其中 come to; None for no upper bound."""
        bounds = [interval_of(placed.claim) for placed in self.wholes]
        highs = [bound.high for bound in bounds if bound is not None]
        return sum(highs, Decimal(0)) if len(highs) == len(bounds) else None


def check_parts(facts: Facts) -> list[Issue]:
    """``parts_over_whole``: a part, or the parts together, larger than the whole before 其中.

    Parts may overlap (6所 provincial, 3所 private), so their sum is an info only.
    """
    issues = []
    for found in _find_wholes(facts):
        limit, whole = found.limit, found.wholes[-1].claim
        if limit is None:
            continue
        large = [part.claim for part in found.parts if _least(part.claim) > limit]
        for part in large:
            message = f"the part {part.quote} is larger than the whole {whole.quote}"
            issues.append(make_issue(part, "parts_over_whole", "warning", message))
        values = [part.claim.value for part in found.parts if part.claim.value is not None]
        total = sum(values, Decimal(0))
        if not large and len(values) > 1 and total > limit * (1 + _SLACK):
            message = (
                f"the parts add up to {plain(total)}, the whole is {whole.quote}; "
                "perhaps they overlap"
            )
            issues.append(make_issue(whole, "parts_over_whole", "info", message))
    return issues


def _least(claim: Claim) -> Decimal:
    """The least the claim's value may be; 0 for an upper bound."""
    if claim.value is None or claim.comparator in ("le", "lt"):
        return Decimal(0)
    interval = interval_of(claim)
    return interval.low if interval else claim.value - find_step(claim.quote, claim.value) / 2


def _find_wholes(facts: Facts) -> Iterator[_Whole]:
    for placed in facts.sentences:
        sentence = placed[0].claim.sentence
        marks = [match.start() for match in of_which().finditer(sentence)]
        for mark, end in pairwise([*marks, len(sentence)]):
            reach = _find_reach(sentence, mark, end)
            after = [item for item in placed if mark <= item.start < reach]
            before = [
                item
                for item in placed
                if item.end <= mark and not breaks(sentence[item.end : mark])
            ]
            wholes = [item for item in before if after and _is_part(after[0].claim, item.claim)]
            if wholes and after[0].start - wholes[-1].end <= _FAR:
                parts = [item for item in after if _is_part(item.claim, wholes[-1].claim)]
                yield _Whole(wholes, parts)


def _find_reach(sentence: str, mark: int, end: int) -> int:
    """How far 其中 at ``mark`` reaches: to the end of its clause, or of its bracket."""
    depth = 0
    for at in range(mark, end):
        if sentence[at] in "(（":
            depth += 1
        elif sentence[at] in ")）":
            depth -= 1
        if depth < 0 or breaks(sentence[at]):
            return at
    return end


def _is_part(part: Claim, whole: Claim) -> bool:
    return (
        part.measure in _SUMS
        and whole.measure == part.measure
        and spell_unit(part.unit) == spell_unit(whole.unit)
        and part.status == whole.status
        and not any(word in whole.indicator_text for word in words("averages"))
    )


def check_share(facts: Facts) -> list[Issue]:
    """``share_mismatch``: a share that is not its part over its whole.

    Both have to stand in the sentence: 150家,其中143家…,占95.3%; 应接种100人,实接种95人,接种率95%.
    """
    issues = []
    for placed in facts.sentences:
        for whole, part, share in _find_shares(placed):
            computed = _divide(part, whole)
            stated = interval_of(share)
            if computed is None or stated is None or stated.meets(computed):
                continue
            message = (
                f"{part.quote} of {whole.quote} is {plain(computed.middle)}%, not {share.quote}"
            )
            issues.append(make_issue(share, "share_mismatch", "warning", message))
    return issues


def _find_shares(placed: list[Placed]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """Whole, part and share, in three numbers that follow one another."""
    for whole, part, share in zip(placed, placed[1:], placed[2:], strict=False):
        if share.claim.unit != "%" or share.claim.measure != "rate":
            continue
        if not _is_part(part.claim, whole.claim):
            continue
        sentence = share.claim.sentence
        first, second = sentence[whole.end : part.start], sentence[part.end : share.start]
        if breaks(first + second):
            continue
        opened = of_which().search(first) is not None
        share_of = len(second) <= _NEAR and second.endswith(tuple(words("share_of")))
        due = any(word in sentence[: whole.start] for word in words("due"))
        done = any(word in first for word in words("done"))
        if (opened and share_of) or (due and done and "率" in second[-_NEAR:]):
            yield whole.claim, part.claim, share.claim


def _divide(part: Claim, whole: Claim) -> Interval | None:
    """Part over whole in %, with the play their rounding leaves."""
    above, below = interval_of(part), interval_of(whole)
    if above is None or below is None or below.low <= 0:
        return None
    return Interval(above.low / below.high * 100, above.high / below.low * 100)


def check_breakdowns(facts: Facts) -> list[Issue]:
    """``parts_over_whole``: a row of a part above the row of the whole, in the panel.

    Of breakdowns whose values shut each other out (公立, 民营) the sum is looked at too.
    """
    issues = []
    for (*_, breakdown), whole, rows in _find_rows(facts):
        part = max(rows, key=lambda row: row.value or Decimal(0))
        total = sum((row.value or Decimal(0) for row in rows), Decimal(0))
        exclusive = breakdown in words("exclusive") and len(rows) > 1
        top = total if exclusive else part.value or Decimal(0)
        claim = facts.claim_of(part)
        limit = (whole.value or Decimal(0)) + facts.step_of(whole) / 2
        if claim is not None and top > limit * (1 + _SLACK):
            message = (
                f"{part.name_zh}, {part.scope}, {part.year}: {part.breakdown} comes to "
                f"{plain(top)}, the whole is {plain(whole.value)} ({whole.source})"
            )
            issues.append(make_issue(claim, "parts_over_whole", "warning", message))
    return issues


def _is_sum(entry: Entry) -> bool:
    """Whether parts make up a whole of it: not of an average, which may be higher in a part."""
    averaged = any(word in entry.name_zh for word in words("averages"))
    return entry.measure in _SUMS and not averaged


def _find_rows(facts: Facts) -> Iterator[tuple[tuple[str, ...], Indicator, list[Indicator]]]:
    """Each whole with its rows of one breakdown key, where all are exact counts or sums."""
    groups: dict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    for row in facts.rows:
        entry = facts.catalogue.get(row.indicator)
        exact = row.value is not None and row.comparator in ("eq", "approx")
        keys = part_keys(row.breakdown)
        key = keys[0] if len(keys) == 1 else row.breakdown
        if entry and exact and _is_sum(entry) and not is_no_part(row.breakdown):
            groups[row.city_code, row.year, row.indicator, row.scope, key].append(row)
    for group, rows in groups.items():
        whole = groups.get((*group[:-1], "total"))
        if whole and group[-1] != "total":
            yield tuple(map(str, group)), whole[0], rows
