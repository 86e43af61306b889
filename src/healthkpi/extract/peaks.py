"""When most cases fell ill: 3—7月为高峰,累计报告241例,占62.4%; 以5月最多,达118例.

Such a number is of the cases of those months; the months stand in the clause before.
"""

from __future__ import annotations

import re

from healthkpi.extract.diseases import only_cases, without_comparison
from healthkpi.extract.draft import Draft

_MONTHS = (
    r"(?:第?[一二三四]季度|[上下]半年|\d{1,2}月份?(?:、\d{1,2}月份?)?|\d{1,2}月?份?[至到和—~～-]+\d{1,2}月份?"
    r"|第?\d{1,2}周?[至到和—~～-]+第?\d{1,2}周|[春夏秋冬]{1,2}季|[春夏秋冬]+两季)"
)
_PEAK = re.compile(
    rf"(?:以|主要|多|集中[在于])*({_MONTHS})(?![上中下]旬)(?:[是为]?[^,;。\d]{{0,6}}(?:高峰期?|高发期?|流行期|主|最[多高]|居多|较多)"
    rf"|病例最多|发病最多)?$"
)
_TOLD = re.compile(r"高峰|高发|流行期|[以集主多].*(?:为主|最[多高]|居多)|集中|最[多高]$")
_SHARE = re.compile(r"\s*(?:约|仅)?占")
_NEAR = 160  # characters before the clause in which months are told
_BARE = re.compile(rf"以?({_MONTHS})(?:为|最多)?")


def months_of(draft: Draft, before: str) -> str:
    """The months that the clause ``before`` says most cases were in; "" where it says none."""
    clause = re.split("[,;。]", before.rstrip(",;"))[-1]
    told = _PEAK.search(clause)
    return told[1] if told and _TOLD.search(clause) and draft.unit in ("例", "人", "%") else ""


def name_of_months(draft: Draft, before: str, disease: str) -> str:
    """The phrase of cases or a share told of months; "" for any other.

    ``before``: the sentence before the clause; ``disease``: the one spoken of.
    """
    before = before[-_NEAR:]
    share = _SHARE.match(draft.clause) is not None
    months = months_of(draft, before)
    if share and not months:  # 3—7月为高峰,报告241例,占62%
        months = months_of(draft, before.rstrip(",;").rpartition(",")[0])
    core = without_comparison(draft.phrase.removeprefix(disease))
    bare = not core or only_cases(core) or _BARE.fullmatch(core) is not None
    if not months or not bare:
        return ""
    cases = months + disease.removesuffix("病例") + "病例"
    if draft.measure == "rate" and draft.unit == "%":
        return cases + "占比" if share else ""
    return cases if draft.measure == "count" and "死亡" not in core else ""
