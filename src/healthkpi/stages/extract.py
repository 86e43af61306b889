"""Documents to numerals and claims, where they were not read yet or the rules have changed."""

from __future__ import annotations

from healthkpi.errors import HealthkpiError
from healthkpi.extract.reader import read_document
from healthkpi.models import Document, Reading
from healthkpi.resolve.claims import resolve_claims
from healthkpi.stages.outcome import Fault, Outcome, Track, reason_of, untracked
from healthkpi.stages.rules import Rules
from healthkpi.store import Workspace
from healthkpi.vocabulary.catalogue import Catalogue


def extract(
    workspace: Workspace, rules: Rules, *, outcome: Outcome, track: Track = untracked
) -> None:
    """Read the claims of new and stale documents, one transaction a document.

    A fault in a rule stops one document, not the run: it is put in quarantine with the reason.
    """
    stale = workspace.stale(rules.version)
    catalogue = rules.read_catalogue() if stale else None
    for doc_id in track(stale, "extract"):
        document = workspace.documents([doc_id])[0]
        try:
            reading = read_claims(document, catalogue)
            workspace.put_reading(doc_id, reading.numerals, reading.claims, rules.version)
        except HealthkpiError:
            raise  # a broken vocabulary or a full disk stops every document
        except Exception as error:  # noqa: BLE001  (whatever it is, the other documents go on)
            outcome.faults.append(_quarantine(workspace, document, error))
        else:
            outcome.read += 1


def read_claims(document: Document, catalogue: Catalogue | None = None) -> Reading:
    """The ledger and the resolved claims of one document."""
    reading = read_document(document)
    return Reading(reading.numerals, resolve_claims(reading.claims, document, catalogue))


def _quarantine(workspace: Workspace, document: Document, error: Exception) -> Fault:
    reason = reason_of(error, "a rule")
    path = next(s.path for s in workspace.sources() if s.doc_id == document.doc_id)
    new = workspace.quarantine(path, document.source, "", reason)
    return Fault(document.source, reason, new)
