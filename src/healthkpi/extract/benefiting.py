"""People who benefited or took part, told with a verb behind them: 已有7600多人受益, 117名村医参训.

Of what they did so stands clauses before; ``completing`` looks for it once the phrase is short.
"""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.spoken import Spoken
from healthkpi.extract.trimming import trim_head

_DID = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{0,12}?)(?:因此|从中|由此|直接|已|也|都|均|得以|先后|就近|免费)*"
    r"(?P<verb>受益|获益|受惠|参训|结业)(?:于此|匪浅)?"
)
_MADE = re.compile(r"(?:使|让|令|已有|已|有|共有|共|为|时间里?|里|内)+$")
_NUMBER = {"人次": "人次", "人": "人数", "名": "人数", "位": "人数"}
_FARTHEST = 16  # characters of who or what made them benefit, told in the clause itself


def name_benefited(spoken: Spoken, draft: Draft) -> bool:
    """Whether ``draft`` counts people by what became of them; they are named then."""
    if draft.measure != "count" or draft.unit not in (*_NUMBER, "户", ""):
        return False
    did = _DID.fullmatch(draft.right.strip())
    if did is None or did["who"].endswith(("的", "中", "、")):
        return False
    own = _MADE.sub("", trim_head(_MADE.sub("", draft.left.strip()), spoken.places))
    if len(own) > _FARTHEST or own.endswith(("的", "、")):
        return False
    verb = "受益" if did["verb"] in ("获益", "受惠") else did["verb"]
    draft.phrase = own + verb + (did["who"] or _NUMBER.get(draft.unit, ""))
    draft.shape, spoken.last = "after", draft.phrase
    return True
