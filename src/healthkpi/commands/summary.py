"""The summaries that end a command, and the exit code they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from healthkpi.commands.talk import Talk
from healthkpi.stages.outcome import Outcome
from healthkpi.store import Workspace

if TYPE_CHECKING:
    from healthkpi.stages.rules import Rules


def finish(talk: Talk, outcome: Outcome) -> None:
    """Say on stderr what was done and what needs a person.

    Raises:
        typer.Exit: with code 1, where something new needs a person.
    """
    for name in outcome.empty_paths:
        talk.warn(talk.words("nothing_there", name=name))
    for fault in outcome.faults:
        if fault.new or not talk.quiet:
            talk.warn(talk.words("quarantined", name=fault.name, reason=fault.reason))
    for issue in outcome.new_issues:
        if issue.severity == "error":
            where = issue.claim_id or issue.doc_id or "-"
            text = talk.words("new_error", code=issue.code, where=where, message=issue.message)
            talk.warn(text)
    if outcome.needs_person:
        raise typer.Exit(1)


def say_steps(talk: Talk, outcome: Outcome) -> None:
    """Say what each step has done, or that nothing changed."""
    done = outcome.new + outcome.changed + outcome.unchanged + len(outcome.faults)
    if done:
        counts = {"new": outcome.new, "changed": outcome.changed, "unchanged": outcome.unchanged}
        talk.say("sources", faults=len(outcome.faults), **counts)
    if outcome.read:
        talk.say("read_anew", read=outcome.read)
    if outcome.new_issues:
        errors = sum(issue.severity == "error" for issue in outcome.new_issues)
        talk.say("checked", new=len(outcome.new_issues), errors=errors)
    if outcome.nothing_changed:
        talk.say("nothing_changed")


def say_stale(talk: Talk, workspace: Workspace, rules: Rules) -> None:
    """Say so where figures come from rules that have changed since, or are not there yet."""
    stale = workspace.stale(rules.version)
    if stale:
        talk.say("stale_claims", number=len(stale))


def counts_of(workspace: Workspace) -> dict[str, Any]:
    """The figures of the workspace; claims + explained + unresolved == numerals."""
    by_document = workspace.counts()
    roles: Counter[str] = Counter()
    for counts in by_document.values():
        roles.update(counts)
    numerals, claims, unresolved = sum(roles.values()), roles["claim"], roles["unresolved"]
    severities = Counter(issue.severity for issue in workspace.issues())
    return {
        "documents": len({source.doc_id for source in workspace.sources()}),
        "numerals": numerals,
        "claims": claims,
        "explained": numerals - claims - unresolved,
        "unresolved": unresolved,
        "issues": {name: severities[name] for name in ("error", "warning", "info")},
    }


def put_issues(talk: Talk, workspace: Workspace) -> None:
    """Put the issues on stdout as a table, the gravest first."""
    names = {source.doc_id: source.name for source in workspace.sources()}
    order = ("error", "warning", "info")
    rows = [
        [i.severity, i.code, names.get(i.doc_id or ""), i.source_start, i.message]
        for i in sorted(workspace.issues(), key=lambda issue: order.index(issue.severity))
    ]
    if talk.as_json or not talk.quiet:
        talk.put_table(("severity", "code", "source", "at", "message"), rows)


def put_run(talk: Talk, workspace: Workspace, outcome: Outcome) -> None:
    """Put the summary of a whole run on stdout."""
    figures = counts_of(workspace) | {"panel_rows": outcome.rows.get("indicators")}
    files = [path.as_posix() for path in outcome.files]
    if talk.as_json:
        steps = {"new": outcome.new, "changed": outcome.changed, "unchanged": outcome.unchanged}
        faults = [fault._asdict() for fault in outcome.faults]
        kept = {"quarantined": faults, "gone": find_gone(workspace)}
        talk.put_json(figures | steps | kept | {"files": files})
        return
    if talk.quiet:
        return
    facts = _facts(talk, figures)
    gone = find_gone(workspace)
    if gone:
        facts[talk.words("gone")] = f"{len(gone)} (healthkpi status)"
    facts[talk.words("tables_at")] = shorten(outcome.files)
    talk.put_facts(facts)
    panel = next((path for path in outcome.files if path.name == "indicators.parquet"), None)
    if panel:
        talk.put_lines(["", talk.words("open_with"), *_openers(panel)])


def shorten(files: Sequence[Path]) -> str:
    """The files, which lie in one folder, in few words."""
    names = ", ".join(path.name for path in files)
    return f"{files[0].parent.as_posix()}/: {names}" if files else ""


def _openers(panel: Path) -> list[str]:
    name = panel.as_posix()
    return [
        f"  pandas  pandas.read_parquet('{name}')",
        f"  DuckDB  SELECT city, year, indicator, value, unit FROM '{name}'",  # noqa: S608
    ]


def _facts(talk: Talk, figures: dict[str, Any]) -> dict[str, str]:
    shown = {**figures, "issues": talk.words("issue_counts", **figures["issues"])}
    order = ("documents", "numerals", "claims", "explained", "unresolved", "panel_rows", "issues")
    return {talk.words(key): str(shown[key]) for key in order if shown.get(key) is not None}


def put_status(talk: Talk, workspace: Workspace, rules: Rules) -> None:
    """Put what the workspace holds on stdout: figures, quarantine, and every document."""
    figures = counts_of(workspace) | {
        "workspace": workspace.path.as_posix(),
        "stale": len(workspace.stale(rules.version)),
        "superseded": len(workspace.sources(superseded=True)),
        "gone": find_gone(workspace),
        "quarantine": [{"source": n, "reason": r} for _, n, r in workspace.quarantined()],
    }
    columns, rows = _document_rows(workspace)
    if talk.as_json:
        listed = [dict(zip(columns, row, strict=True)) for row in rows]
        talk.put_json(figures | {"sources": listed})
        return
    facts = {talk.words("workspace"): figures["workspace"], **_facts(talk, figures)}
    facts |= {talk.words(key): str(figures[key]) for key in ("stale", "superseded")}
    facts[talk.words("gone")] = ", ".join(figures["gone"]) or "0"
    facts[talk.words("quarantine")] = str(len(figures["quarantine"]))
    talk.put_facts(facts)
    talk.put_lines(f"  {q['source']}: {q['reason']}" for q in figures["quarantine"])
    talk.put_lines([""])
    talk.put_table(columns, rows)


def find_gone(workspace: Workspace) -> list[str]:
    """The sources whose files are no longer where they were; their figures are kept."""
    sources = workspace.sources()
    return [s.name for s in sources if not Path(s.path.split("!")[0]).exists()]


def _document_rows(workspace: Workspace) -> tuple[list[str], list[list[Any]]]:
    columns = ["doc_id", "source", "city", "year", "doc_type", "numerals", "claims", "unresolved"]
    documents = {document.doc_id: document for document in workspace.described()}
    counts = workspace.counts()
    rows = []
    for source in workspace.sources():
        document, roles = documents[source.doc_id], counts.get(source.doc_id, {})
        known: list[Any] = [
            document.doc_id,
            source.name,
            document.city,
            document.year,
            document.doc_type,
        ]
        tally = [sum(roles.values()), roles.get("claim", 0), roles.get("unresolved", 0)]
        rows.append(known + tally)
    return columns, rows
