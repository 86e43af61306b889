"""What a paragraph has told so far that a number without its own unit may go on with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from healthkpi.extract.draft import Draft
from healthkpi.models import Measure


class Told(NamedTuple):
    """``last``: the last claim. ``bare``: the measure of the values told without a unit.

    ``per_head``: the unit of the last rate per head: 每千人口床位5.8张。…,东川区为4.6张.
    """

    last: Draft | None = None
    bare: Measure | None = None
    per_head: str = ""
    paced: Draft | None = None  # the last change told year on year

    def after(self, drafts: Sequence[Draft]) -> Told:
        """What has been told when ``drafts`` have been read, too."""
        told = self
        for draft in drafts:
            if draft.is_claim:
                told = told.with_claim(draft)
        return told

    def with_claim(self, draft: Draft) -> Told:
        """What has been told with one claim more."""
        bare, per_head = self.bare, self.per_head
        if not draft.unit and draft.measure in ("index", "rate") and draft.surface == "digits":
            bare = draft.measure
        if draft.unit.startswith("每") and draft.measure == "rate":
            per_head = draft.unit
        yoy = draft.measure == "change" and draft.basis == "yoy"
        return Told(draft, bare, per_head, draft if yoy else self.paced)
