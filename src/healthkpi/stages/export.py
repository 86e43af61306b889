"""The workspace to files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from healthkpi.export.columns import table
from healthkpi.export.formats import writer
from healthkpi.export.write import check_partitions, write_tables
from healthkpi.resolve.panel import build_panel
from healthkpi.resolve.periods import Periods
from healthkpi.resolve.targets import compare_targets
from healthkpi.stages.outcome import Outcome
from healthkpi.stages.rules import Rules
from healthkpi.stages.select import Content, Selection, select
from healthkpi.store import Workspace
from healthkpi.version import __version__


@dataclass(frozen=True, slots=True)
class Target:
    """Where the tables go and in which shape; ``out`` None is the workspace's own folder."""

    format_name: str = "parquet"
    out: Path | None = None
    partition_by: Sequence[str] = ()
    periods: Periods = "year"


def check_target(target: Target, chosen: Selection) -> None:
    """Complain of what cannot be written before any work is done.

    Raises:
        UsageError: there is no such format or table, or nothing to partition by.
    """
    writer(target.format_name)
    for name in chosen.tables:
        table(name)
    check_partitions(chosen.tables, target.format_name, target.partition_by)


def export(
    workspace: Workspace, rules: Rules, target: Target, chosen: Selection, *, outcome: Outcome
) -> None:
    """Write the tables of ``chosen`` as ``target`` says."""
    check_target(target, chosen)
    content = read_content(workspace, rules, target.periods)
    if "targets" in chosen.tables:
        standings = compare_targets(content.indicators, catalogue=rules.read_catalogue())
        content = replace(content, standings=standings)
    rows = select(content, chosen)
    outcome.rows = {name: len(found) for name, found in rows.items()}
    outcome.files, outcome.files_changed = write_tables(
        rows,
        target.out or workspace.path.parent,
        target.format_name,
        version=__version__,
        partition_by=target.partition_by,
    )


def read_content(workspace: Workspace, rules: Rules, periods: Periods = "year") -> Content:
    """All that the workspace holds, with the panel built from it."""
    documents = workspace.described()
    claims = rules.correct(workspace.claims())
    panel, _conflicts = build_panel(claims, documents, rules.read_catalogue(), periods)
    return Content(
        documents,
        workspace.numerals(),
        claims,
        panel,
        workspace.issues(),
        workspace.counts(),
    )
