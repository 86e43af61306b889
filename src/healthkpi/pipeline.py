"""The table of contents: where the text goes, step by step.

    files --ingest--> documents --extract--> numerals and claims --validate--> issues
                                                     `------------export-----> tables

Each step is a module of ``stages``; each reads from the workspace what the former one left there.
"""

from __future__ import annotations

from dataclasses import dataclass

from healthkpi.stages.export import Target, check_target, export
from healthkpi.stages.extract import extract
from healthkpi.stages.fetch import fetch
from healthkpi.stages.ingest import Intake, ingest
from healthkpi.stages.outcome import Outcome, Track, untracked
from healthkpi.stages.rules import Rules, rules_of
from healthkpi.stages.select import Selection
from healthkpi.stages.validate import validate
from healthkpi.store import Workspace

__all__ = [
    "Intake",
    "Plan",
    "check_target",
    "export",
    "extract",
    "fetch",
    "ingest",
    "rules_of",
    "run",
    "validate",
]


@dataclass(frozen=True, slots=True)
class Plan:
    """By which rules to read, and what to write where."""

    rules: Rules
    target: Target
    chosen: Selection


def run(
    workspace: Workspace,
    intake: Intake,
    plan: Plan,
    *,
    outcome: Outcome | None = None,
    track: Track = untracked,
) -> Outcome:
    """All steps in order; run twice, the second time changes nothing."""
    outcome = outcome or Outcome()
    ingest(workspace, intake, outcome=outcome, track=track)
    extract(workspace, plan.rules, outcome=outcome, track=track)
    validate(workspace, plan.rules, outcome=outcome)
    export(workspace, plan.rules, plan.target, plan.chosen, outcome=outcome)
    return outcome
