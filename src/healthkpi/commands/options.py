"""The options, each defined once; commands name them in their signatures."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from healthkpi.errors import UsageError

if TYPE_CHECKING:
    from healthkpi.ingest.metadata import Overrides
    from healthkpi.stages.export import Target
    from healthkpi.stages.select import Selection

DEFAULT_WORKSPACE = Path("data/processed/healthkpi.db")
DEFAULT_RAW = "data/raw"
DOC_TYPES = ("work_report", "plan", "communique", "news", "other")


class Language(StrEnum):
    """The languages people are spoken to in."""

    EN = "en"
    ZH = "zh"


Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH…", help="Files, folders, web addresses; default data/raw."),
]
UrlList = Annotated[
    Path | None, typer.Option("--from", help="A list of web addresses, one a line.")
]
WriteSidecar = Annotated[
    bool, typer.Option("--write-sidecar", help="Write what was found beside each source.")
]
Doc = Annotated[str, typer.Argument(help="A document's id, the start of it, or its source.")]
WorkspacePath = Annotated[
    Path, typer.Option("--workspace", envvar="HEALTHKPI_WORKSPACE", help="The workspace file.")
]
City = Annotated[str | None, typer.Option(help="The city the sources are about.")]
Year = Annotated[int | None, typer.Option(help="The year the sources report on.")]
Title = Annotated[str | None, typer.Option(help="The title of the sources.")]
Publisher = Annotated[str | None, typer.Option(help="Who published the sources.")]
DocType = Annotated[str | None, typer.Option(help="work_report, plan, communique, news or other.")]
Cities = Annotated[
    list[str] | None, typer.Option("--city", help="Only this city, by name or code; repeatable.")
]
Years = Annotated[list[int] | None, typer.Option("--year", help="Only this year; repeatable.")]
Indicators = Annotated[
    list[str] | None, typer.Option("--indicator", help="Only this catalogue id; repeatable.")
]
Level = Annotated[
    str,
    typer.Option(help="Whose panel rows: nation, province, city, county, township, org or all."),
]
Breakdowns = Annotated[bool, typer.Option("--breakdowns", help="Panel rows of parts, too.")]
Periods = Annotated[
    str, typer.Option(help="all: flows of part of a year are panel rows, too; else year.")
]
PartitionBy = Annotated[
    str, typer.Option(help="Parquet in folders by these columns: city_code,year.")
]
CataloguePath = Annotated[
    Path | None,
    typer.Option("--catalogue", envvar="HEALTHKPI_CATALOGUE", help="Your own indicators (YAML)."),
]
CorrectionsPath = Annotated[
    Path | None, typer.Option("--corrections", help="Corrections to claims (YAML).")
]
Format = Annotated[str, typer.Option("--format", help="parquet, csv, xlsx or jsonl.")]
Tables = Annotated[
    list[str] | None,
    typer.Option(
        "--table",
        help="Only this table; repeatable: documents, numerals, "
        "claims, indicators, issues (by default these five), targets.",
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Folder for the tables; default the workspace's.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only say what needs a person.")]
Json = Annotated[bool, typer.Option("--json", help="Results as JSON, for machines.")]
Lang = Annotated[
    Language | None, typer.Option("--lang", help="Language for people; default by locale.")
]


def language(given: Language | None) -> str:
    """The language asked for, else the one of the locale."""
    if given is not None:
        return given.value
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def overrides(
    city: str | None,
    year: int | None,
    title: str | None,
    publisher: str | None,
    doc_type: str | None,
) -> Overrides:
    """What the options say of the sources.

    Raises:
        UsageError: the kind of document is not one of those known.
    """
    from healthkpi.ingest.metadata import Overrides

    if doc_type is not None and doc_type not in DOC_TYPES:
        message = f"unknown --doc-type {doc_type!r}. Try one of: {', '.join(DOC_TYPES)}."
        raise UsageError(message)
    return Overrides(city, year, title, publisher, doc_type)


def target(format_name: str, out: Path | None, partition_by: str, periods: str) -> Target:
    """Where and how to write.

    Raises:
        UsageError: ``--periods`` is neither of the two words known.
    """
    from healthkpi.stages.export import Target

    if periods not in ("year", "all"):
        raise UsageError(f"unknown --periods {periods!r}. Try year or all.")
    columns = tuple(part.strip() for part in partition_by.split(",") if part.strip())
    return Target(format_name, out, columns, "all" if periods == "all" else "year")


def selection(
    tables: list[str] | None,
    cities: list[str] | None,
    years: list[int] | None,
    indicators: list[str] | None,
    level: str,
    breakdowns: bool,
) -> Selection:
    """Which rows of which tables to write.

    Raises:
        UsageError: the level is not one of those known.
    """
    from healthkpi.export.columns import DEFAULT_TABLES
    from healthkpi.stages.select import Selection

    names = tables or DEFAULT_TABLES
    return Selection(names, cities or (), years or (), indicators or (), level, breakdowns)
