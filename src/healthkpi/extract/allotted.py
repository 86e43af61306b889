"""Parts told by where they went: 结余1260万元,其中四成分配给乡镇; 招聘57名,43名安排到乡镇.

They are parts of what was told last, of money or of people, and say nothing without it.
"""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft
from healthkpi.extract.phrase_words import names_nothing
from healthkpi.extract.spoken import Spoken

_PART = re.compile(r"(?:其中|并|将|把|当中|拿出|有|的|里|近|约|超过|逾|、)*")
_WENT = re.compile(
    r"(?:主要|全部|直接|均|都|被|已|又|再)*"
    r"(?P<verb>用于|用来|用到|用在|分给|分配[给到至]|分到|留给|留归|发放给|发给|划给|划拨给|划归|投向|充实到|充实|安排到|安排给|安排在|下沉到|让利给?"
    r"|拨给|拨付给|拨付到|返还给?|奖励给|补给|补助给|流向|流入|派到|给|转给|倾斜到|下达到)(?P<done>了)?"
    r"(?P<whom>[\u4e00-\u9fff、“”()]{2,18})"
)
_MEASURE = re.compile(r"(?:[率比度]|比例|占比|比重|人次|天数|费用)$")
_FRAME = re.compile(r"^(?:全年|当年|累计|年底|年末|共|获得|收到|得到|面向社会)+")
_PEOPLE = ("人", "名", "位")


def name_allotted(spoken: Spoken, draft: Draft) -> bool:
    """Whether ``draft`` is a part told by where it went; it is named then, its whole stays told."""
    share = draft.measure == "rate" and draft.unit in ("%", "")
    counted = draft.measure == "count" and draft.unit in _PEOPLE
    if not (draft.measure == "amount" or share or counted) or not _PART.fullmatch(
        draft.left.strip()
    ):
        return False
    went = _WENT.fullmatch(draft.right.strip())
    whole = _FRAME.sub("", spoken.topic.bare)
    if went is None or len(whole) < 2 or _MEASURE.search(whole) or names_nothing(whole):
        return False
    if not spoken.named and "其中" not in draft.left:
        return False
    draft.phrase = f"{went['verb']}{went['whom']}的{whole}{'比例' if share else ''}"
    draft.shape, spoken.last = "topic-of", draft.phrase
    return True
