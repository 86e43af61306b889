"""Claims to issues."""

from __future__ import annotations

from healthkpi.resolve.panel import build_panel
from healthkpi.stages.outcome import Outcome
from healthkpi.stages.rules import Rules
from healthkpi.store import Workspace
from healthkpi.validate.checks import check_all


def validate(workspace: Workspace, rules: Rules, *, outcome: Outcome) -> None:
    """Check the claims and the panel made of them, and keep what was found."""
    documents = workspace.described()
    claims = rules.correct(workspace.claims())
    catalogue = rules.read_catalogue()
    panel, conflicts = build_panel(claims, documents, catalogue)
    issues = [*conflicts, *check_all(documents, claims, panel, catalogue)]
    outcome.new_issues = workspace.put_issues(issues)
