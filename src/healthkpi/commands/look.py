"""The commands that look, and the one that forgets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from healthkpi.commands import options as opt
from healthkpi.commands.doctor import examine
from healthkpi.commands.document import claim_rows, ledger_rows, reasons_at, split_offset
from healthkpi.commands.scores import put_confidence, put_scores
from healthkpi.commands.summary import put_status
from healthkpi.commands.talk import Talk
from healthkpi.errors import UsageError
from healthkpi.store import open_workspace


def status(
    workspace: opt.WorkspacePath = opt.DEFAULT_WORKSPACE,
    catalogue: opt.CataloguePath = None,
    as_json: opt.Json = False,
    lang: opt.Lang = None,
) -> None:
    """What the workspace holds: documents, figures, quarantine, files gone."""
    from healthkpi.stages.rules import rules_of

    with open_workspace(workspace) as space:
        put_status(Talk(lang, as_json=as_json), space, rules_of(space, catalogue))


def show(
    document: opt.Doc,
    workspace: opt.WorkspacePath = opt.DEFAULT_WORKSPACE,
    as_json: opt.Json = False,
    lang: opt.Lang = None,
) -> None:
    """One document's claims as a table."""
    with open_workspace(workspace) as space:
        claims = space.claims(space.find_document(document).doc_id)
        Talk(lang, as_json=as_json).put_table(*claim_rows(claims, whole=as_json))


def explain(
    place: Annotated[str, typer.Argument(metavar="DOC[:OFFSET]", help="A document, or a place.")],
    workspace: opt.WorkspacePath = opt.DEFAULT_WORKSPACE,
    as_json: opt.Json = False,
    lang: opt.Lang = None,
) -> None:
    """Why each number was taken for what it was taken for; with OFFSET, the derivation of one."""
    talk, (key, offset) = Talk(lang, as_json=as_json), split_offset(place)
    with open_workspace(workspace) as space:
        document = space.find_document(key)
        if offset is None:
            talk.put_table(*ledger_rows(space, document))
        else:
            lines = reasons_at(space, document, offset)
            (talk.put_json if as_json else talk.put_lines)(lines)


def indicators(
    query: Annotated[str, typer.Argument(help="Words of a name, Chinese or English.")] = "",
    catalogue: opt.CataloguePath = None,
    as_json: opt.Json = False,
    lang: opt.Lang = None,
) -> None:
    """Search the catalogue of indicators."""
    from healthkpi.vocabulary.catalogue import read_catalogue, search_indicators

    talk = Talk(lang, as_json=as_json)
    found = search_indicators(query, read_catalogue(catalogue))
    columns = ("id", "name_zh", "name_en", "unit", "measure", "family")
    if not found and query:
        talk.say("nothing_found", query=query)
    talk.put_table(columns, [[getattr(entry, name) for name in columns] for entry in found])


def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Annotated bulletins, NAME.jsonl each.")],
    workspace: opt.WorkspacePath = opt.DEFAULT_WORKSPACE,
    confidence: Annotated[
        bool, typer.Option("--confidence", help="What each confidence is worth instead.")
    ] = False,
    floor: Annotated[
        list[str] | None, typer.Option(help="FIGURE=PERCENT over all; below it, exit code 1.")
    ] = None,
    as_json: opt.Json = False,
    lang: opt.Lang = None,
) -> None:
    """How good the claims are, against your own annotation of the documents."""
    talk = Talk(lang, as_json=as_json)
    if confidence:
        put_confidence(talk, gold, workspace)
    else:
        put_scores(talk, gold, workspace, floor or [])


def forget(
    source: Annotated[str, typer.Argument(help="A source as status lists it, or its path.")],
    workspace: opt.WorkspacePath = opt.DEFAULT_WORKSPACE,
    quiet: opt.Quiet = False,
    lang: opt.Lang = None,
) -> None:
    """Take a source out of the workspace, with all that came of it."""
    with open_workspace(workspace) as space:
        names = space.forget(source)
    if not names:
        raise UsageError(f"no source {source!r} in {workspace}. See `healthkpi status` for names.")
    Talk(lang, quiet=quiet).say("forgotten", names=", ".join(names))


def doctor(
    workspace: opt.WorkspacePath = opt.DEFAULT_WORKSPACE,
    catalogue: opt.CataloguePath = None,
    as_json: opt.Json = False,
    lang: opt.Lang = None,
) -> None:
    """Whether all that healthkpi needs is there and in order."""
    talk = Talk(lang, as_json=as_json)
    findings = examine(workspace, catalogue)
    rows = [[f.what, talk.words(f"doctor_{f.state}"), f.note] for f in findings]
    talk.put_table(("what", "state", "note"), rows)
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(1)
