"""The Python face: the functions ``import healthkpi`` offers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from healthkpi.extract.numbers import find_numbers, read_number
from healthkpi.models import Claim

if TYPE_CHECKING:
    import pandas

__all__ = ["extract", "find_numbers", "panel", "read_number"]


def extract(
    text: str,
    *,
    city: str | None = None,
    year: int | None = None,
    source: str = "<text>",
    doc_type: str | None = None,
    title: str | None = None,
    catalogue: str | Path | None = None,
) -> list[Claim]:
    """The numeric claims of ``text``, in reading order.

    Args:
        text: a bulletin, or a sentence of one; simplified or traditional.
        city: the city it is about; without it, what the text itself says.
        year: the year it reports on; without it, what the text itself says, never the clock.
        source: what the claims' ``source`` column is to say.
        doc_type: work_report, plan, communique, news or other.
        title: the title of the bulletin.
        catalogue: a YAML file of indicators of your own.

    Returns:
        Claims whose ``source_start`` and ``source_end`` count code points of ``text`` from 0.

    Raises:
        VocabularyError: the catalogue does not fit its schema.
    """
    from healthkpi.ingest.sources import read_text
    from healthkpi.stages.extract import read_claims
    from healthkpi.vocabulary.catalogue import read_catalogue

    document = read_text(text, city=city, year=year, source=source, doc_type=doc_type, title=title)
    known = read_catalogue(Path(catalogue) if catalogue else None)
    return list(read_claims(document, known).claims)


def panel(
    workspace: str | Path = "data/processed/healthkpi.db",
    *,
    level: str = "city",
    breakdowns: bool = False,
    periods: str = "year",
) -> pandas.DataFrame:
    """The indicators table of a workspace, typed: one row a city, year and indicator.

    Args:
        workspace: the file that ``healthkpi run`` has made.
        level: whose rows: nation, province, city, county, township, org or all.
        breakdowns: whether rows of parts of an indicator are wanted, too.
        periods: "all" to take flows of part of a year as well.

    Raises:
        WorkspaceError: there is no workspace of that name.
        UsageError: the level or the periods are not among those known.
    """
    from healthkpi.errors import UsageError
    from healthkpi.export.columns import table
    from healthkpi.export.frame import to_frame
    from healthkpi.stages.export import read_content
    from healthkpi.stages.rules import rules_of
    from healthkpi.stages.select import Selection, select
    from healthkpi.store import open_workspace

    if periods not in ("year", "all"):
        raise UsageError(f"unknown periods {periods!r}. Try 'year' or 'all'.")
    chosen = Selection(("indicators",), level=level, breakdowns=breakdowns)
    with open_workspace(Path(workspace)) as space:
        content = read_content(space, rules_of(space), "all" if periods == "all" else "year")
    return to_frame(table("indicators"), select(content, chosen)["indicators"])
