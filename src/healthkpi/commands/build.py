"""The commands that build: ingest, extract, validate, export, run."""

from __future__ import annotations

from pathlib import Path

from healthkpi.commands import options as opt
from healthkpi.commands.summary import (
    counts_of,
    finish,
    put_issues,
    put_run,
    say_stale,
    say_steps,
    shorten,
)
from healthkpi.commands.talk import Talk
from healthkpi.stages.outcome import Outcome
from healthkpi.store import Workspace, open_workspace


def ingest(
    paths: opt.Paths = None,
    workspace: opt.WorkspacePath = opt.DEFAULT_WORKSPACE,
    city: opt.City = None,
    year: opt.Year = None,
    title: opt.Title = None,
    publisher: opt.Publisher = None,
    doc_type: opt.DocType = None,
    quiet: opt.Quiet = False,
    as_json: opt.Json = False,
    listed: opt.UrlList = None,
    write_sidecar: opt.WriteSidecar = False,
    lang: opt.Lang = None,
) -> None:
    """Read files, folders and web pages into the workspace; what did not change is left alone."""
    from healthkpi import pipeline

    talk, outcome = Talk(lang, quiet=quiet, as_json=as_json), Outcome()
    told = opt.overrides(city, year, title, publisher, doc_type)
    with open_workspace(workspace, create=True) as space:
        names = _fetch(talk, space, paths, listed, outcome)
        intake = pipeline.Intake(names, told, write_sidecar)
        pipeline.ingest(space, intake, outcome=outcome, track=talk.track)
        _end(talk, space, outcome)


def extract(
    workspace: opt.WorkspacePath = opt.DEFAULT_WORKSPACE,
    catalogue: opt.CataloguePath = None,
    quiet: opt.Quiet = False,
    as_json: opt.Json = False,
    lang: opt.Lang = None,
) -> None:
    """Find the numerals and claims of new documents, and of those the rules have changed for."""
    from healthkpi import pipeline

    talk, outcome = Talk(lang, quiet=quiet, as_json=as_json), Outcome()
    with open_workspace(workspace) as space:
        rules = pipeline.rules_of(space, catalogue)
        pipeline.extract(space, rules, outcome=outcome, track=talk.track)
        _end(talk, space, outcome)


def validate(
    workspace: opt.WorkspacePath = opt.DEFAULT_WORKSPACE,
    catalogue: opt.CataloguePath = None,
    corrections: opt.CorrectionsPath = None,
    quiet: opt.Quiet = False,
    as_json: opt.Json = False,
    lang: opt.Lang = None,
) -> None:
    """Check the claims as an editor would; keep the issues, and list them."""
    from healthkpi import pipeline

    talk, outcome = Talk(lang, quiet=quiet, as_json=as_json), Outcome()
    with open_workspace(workspace) as space:
        rules = pipeline.rules_of(space, catalogue, corrections)
        pipeline.validate(space, rules, outcome=outcome)
        say_stale(talk, space, rules)
        put_issues(talk, space)
        say_steps(talk, outcome)
        finish(talk, outcome)


def export(
    workspace: opt.WorkspacePath = opt.DEFAULT_WORKSPACE,
    format_name: opt.Format = "parquet",
    table: opt.Tables = None,
    out: opt.Out = None,
    city: opt.Cities = None,
    year: opt.Years = None,
    indicator: opt.Indicators = None,
    level: opt.Level = "city",
    breakdowns: opt.Breakdowns = False,
    periods: opt.Periods = "year",
    partition_by: opt.PartitionBy = "",
    catalogue: opt.CataloguePath = None,
    corrections: opt.CorrectionsPath = None,
    quiet: opt.Quiet = False,
    as_json: opt.Json = False,
    lang: opt.Lang = None,
) -> None:
    """Write the tables, all of them or those named, with a data dictionary beside them."""
    from healthkpi import pipeline

    talk, outcome = Talk(lang, quiet=quiet, as_json=as_json), Outcome()
    target = opt.target(format_name, out, partition_by, periods)
    chosen = opt.selection(table, city, year, indicator, level, breakdowns)
    pipeline.check_target(target, chosen)
    with open_workspace(workspace) as space:
        rules = pipeline.rules_of(space, catalogue, corrections)
        pipeline.export(space, rules, target, chosen, outcome=outcome)
        say_stale(talk, space, rules)
        _end(talk, space, outcome)


def run(
    paths: opt.Paths = None,
    workspace: opt.WorkspacePath = opt.DEFAULT_WORKSPACE,
    city: opt.City = None,
    year: opt.Year = None,
    title: opt.Title = None,
    publisher: opt.Publisher = None,
    doc_type: opt.DocType = None,
    format_name: opt.Format = "parquet",
    table: opt.Tables = None,
    out: opt.Out = None,
    level: opt.Level = "city",
    breakdowns: opt.Breakdowns = False,
    periods: opt.Periods = "year",
    partition_by: opt.PartitionBy = "",
    catalogue: opt.CataloguePath = None,
    corrections: opt.CorrectionsPath = None,
    listed: opt.UrlList = None,
    quiet: opt.Quiet = False,
    as_json: opt.Json = False,
    lang: opt.Lang = None,
) -> None:
    """All steps in order, ingest to export: the line a cron job holds."""
    from healthkpi import pipeline

    talk, outcome = Talk(lang, quiet=quiet, as_json=as_json), Outcome()
    told = opt.overrides(city, year, title, publisher, doc_type)
    target = opt.target(format_name, out, partition_by, periods)
    chosen = opt.selection(table, None, None, None, level, breakdowns)
    pipeline.check_target(target, chosen)
    with open_workspace(workspace, create=True) as space:
        plan = pipeline.Plan(pipeline.rules_of(space, catalogue, corrections), target, chosen)
        intake = pipeline.Intake(_fetch(talk, space, paths, listed, outcome), told)
        pipeline.run(space, intake, plan, outcome=outcome, track=talk.track)
        say_steps(talk, outcome)
        put_run(talk, space, outcome)
        finish(talk, outcome)


def _fetch(
    talk: Talk, space: Workspace, paths: list[str] | None, listed: Path | None, outcome: Outcome
) -> dict[Path, str]:
    from healthkpi import pipeline

    given = paths or ([] if listed else [opt.DEFAULT_RAW])
    folder = Path(opt.DEFAULT_RAW)
    return pipeline.fetch(space, given, folder, outcome=outcome, listed=listed, track=talk.track)


def _end(talk: Talk, space: Workspace, outcome: Outcome) -> None:
    say_steps(talk, outcome)
    if outcome.files:
        talk.say("written", files=shorten(outcome.files))
    if talk.as_json:
        talk.put_json(counts_of(space) | {"files": [path.as_posix() for path in outcome.files]})
    finish(talk, outcome)
