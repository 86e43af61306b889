"""A number on its way to becoming a claim: what the stages have found out about it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from healthkpi.extract.segment import NOWHERE, Sentence
from healthkpi.models import Measure, Number, Role, ScopeType, Status


@dataclass(slots=True, eq=False)
class Draft:
    """One numeral; offsets count in the working text. Stages fill the fields in turn."""

    number: Number
    start: int
    end: int
    kind: str = "quantity"  # quantity, rank, level, cell
    quote: str = ""
    role: Role = "unresolved"
    rules: list[str] = field(default_factory=list)
    written: Decimal | None = None  # the number before its 万 or 亿 is multiplied out
    surface: str = "digits"  # how the number is written: digits, cjk, fraction, round
    sentence: Sentence = NOWHERE
    left: str = ""  # the text before, back to the clause mark or number before it
    right: str = ""  # the text after, up to the clause mark or number after it
    clause: str = ""  # the clause from its beginning to this number
    clause_start: int = 0
    context: str = ""  # the sentence before this number, at most 80 characters of it
    unit: str = ""
    measure: Measure = "count"
    direction: str | None = None
    basis: str | None = None
    status: Status = "actual"
    pair: str | None = None
    phrase: str = ""
    echo: Draft | None = None  # the claim before whose phrase is this one's, too
    verb: str = ""  # the meaningful verb the phrase begins with
    shape: str = ""  # how the phrase was found: before, after, topic, …
    scope: str | None = None
    scope_type: ScopeType | None = None
    year: int | None = None
    period: str | None = None
    period_start: str | None = None
    period_end: str | None = None

    @property
    def amount(self) -> Decimal:
        """The value, or the upper bound of a range."""
        value = self.number.value if self.number.value is not None else self.number.high
        return value if value is not None else Decimal(0)

    @property
    def is_whole(self) -> bool:
        """Whether the value is an integer; a range is none."""
        value = self.number.value
        return value is not None and value == value.to_integral_value()

    @property
    def is_claim(self) -> bool:
        """Whether this numeral has become a claim."""
        return self.role == "claim"

    def claim(self, measure: Measure, rule: str) -> None:
        """Take the numeral for a claim of this measure."""
        self.role, self.measure = "claim", measure
        if rule not in self.rules:
            self.rules.append(rule)

    def refuse(self, role: Role, rule: str) -> None:
        """Take the numeral for a non-claim of this role."""
        self.role = role
        self.rules.append(rule)
