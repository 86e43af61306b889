"""All the checks, in the order their issues are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from healthkpi.models import Claim, Document, Indicator, Issue
from healthkpi.resolve.claims import check_candidates
from healthkpi.resolve.matching import open_catalogue
from healthkpi.validate.facts import Facts
from healthkpi.validate.nation import check_national_text, check_national_value
from healthkpi.validate.pairs import check_change, check_direction
from healthkpi.validate.parts import check_breakdowns, check_parts, check_share
from healthkpi.validate.relations import check_ratios, check_within
from healthkpi.validate.values import check_percent, check_range, check_units
from healthkpi.validate.years import check_jump, check_target, check_yearly_change
from healthkpi.vocabulary.catalogue import Catalogue


def check_indicators(facts: Facts) -> list[Issue]:
    """``ambiguous_indicator``: a phrase that two indicators have an equal right to."""
    issues = []
    for document in facts.documents.values():
        unknown = [
            claim
            for claim in facts.claims_of.get(document.doc_id, ())
            if claim.indicator is None and claim.value is not None
        ]
        issues += check_candidates(unknown, document, facts.catalogue)
    return issues


CHECKS: tuple[Callable[[Facts], list[Issue]], ...] = (
    check_indicators,
    check_percent,
    check_range,
    check_units,
    check_direction,
    check_change,
    check_yearly_change,
    check_parts,
    check_breakdowns,
    check_within,
    check_share,
    check_ratios,
    check_jump,
    check_target,
    check_national_value,
    check_national_text,
)


def check_all(
    documents: Iterable[Document],
    claims: Iterable[Claim],
    indicators: Iterable[Indicator],
    catalogue: Catalogue | None = None,
) -> list[Issue]:
    """The issues of all checks, in the order of documents and offsets; each at most once.

    Two claims of one key that disagree are found where the panel is built: see
    :func:`healthkpi.resolve.panel.build_panel`.
    """
    facts = make_facts(documents, claims, indicators, catalogue)
    found = dict.fromkeys(issue for check in CHECKS for issue in check(facts))
    return sorted(found, key=lambda issue: (issue.doc_id or "", issue.source_start or 0))


def make_facts(
    documents: Iterable[Document],
    claims: Iterable[Claim],
    indicators: Iterable[Indicator],
    catalogue: Catalogue | None = None,
) -> Facts:
    """What the checks look at, the claims in reading order."""
    return Facts(
        documents={document.doc_id: document for document in documents},
        claims=tuple(sorted(claims, key=lambda claim: (claim.doc_id, claim.source_start))),
        rows=tuple(indicators),
        catalogue=catalogue if catalogue is not None else open_catalogue(),
    )
