"""What a number is told against: a difference from others, and a rank among them.

药占比比全省同类医院低2.1个百分点 is not the 药占比, and 门诊量居全县首位 not the 门诊量.
"""

from __future__ import annotations

import re

from healthkpi.extract.draft import Draft

_AREA = r"全[国省市州县区盟旗院]|自治区|[\u4e00-\u9fff]{2,3}[省市州县区]"
_PEERS = r"[\u4e00-\u9fff]{0,8}?(?:医院|卫生院|保健院|机构|本部|集团|医共体)"
_WAY = r"[高低多少长短快慢贵大小](?:出|了)?"
_SOME = r"(?:近|约|将近|大约)?"
_AGAINST = re.compile(
    rf"(?:(?P<verb>高于|低于|高出|优于|多于|少于|超出|长于|短于|快于|慢于)(?P<area>{_AREA})"
    rf"|[比较](?P<than>{_AREA}))(?P<peers>{_PEERS})?"
    rf"(?P<level>平均水平|平均数?值?)?的?(?:还要?|仍要?|尚)?(?P<way>{_WAY})?{_SOME}$"
)
_AGAINST_PEERS = re.compile(
    rf"(?:(?P<verb>高于|低于|高出|优于|多于|少于|超出|长于|短于|快于|慢于)|[比较])"
    rf"(?P<peers>(?:同[级类]|本院|其他|民营|公立|综合|专科|[一二三]级|省级|市级|县级|乡级){_PEERS}|集团|本部|全院)"
    rf"(?P<level>平均水平|平均数?值?)?的?(?:还要?|仍要?|尚)?(?P<way>{_WAY})?{_SOME}$"
)
_REQUIRED = re.compile(
    r"((?:高于|低于|超过|高出)(?:国家|省级?|全国|市级?)?(?:要求|标准|目标|规定))(?:近|约)?$"
)
_THAN = {"长": "长于", "短": "短于", "快": "快于", "慢": "慢于"}
_LONG = 8  # characters of a phrase behind which 平均水平 may go whole
_RANKED = re.compile(r"(?:排[名位序行]|[名位]次|排行榜)")
_FIELD = re.compile(r"全[国省市县区州盟旗]|自治区|[甲乙丙]类传染病")
_SEVERAL = re.compile(r"均|都|双双")
_SERIES = re.compile(
    r"\d[^、和与及]*(?:[、和与及]\d[^、和与及]*)*[、和与及]$"
)  # 高0.48张和(0.35人)


def with_comparison(draft: Draft) -> str:
    """The phrase of a difference with what it is told against: 参合率高出全省平均水平."""
    phrase = draft.phrase
    if draft.measure != "change" or not phrase:
        return phrase
    left = draft.left if len(draft.left.strip()) > 1 else _SERIES.sub("", draft.clause)
    required = _REQUIRED.search(left)
    if required:
        return phrase if required[1] in phrase else phrase + required[1]
    told = _AGAINST.search(left) or _AGAINST_PEERS.search(left)
    if told is None or phrase.endswith(told.group()):
        return phrase
    parts = told.groupdict()
    area = parts.get("area") or parts.get("than") or ""
    peers = parts["peers"] or ""
    way = (parts["way"] or "高")[0]
    verb = told["verb"] or _THAN.get(way) or ("低于" if way in "低少小" else "高于")
    level = told["level"] or ""
    kept = level != "平均" and (len(phrase) >= _LONG or peers)
    return phrase + verb + area + peers + (level if kept else "")


def with_rank(draft: Draft) -> str:
    """The phrase of a rank with the field it is in: 门诊量居全县首位 → 门诊量全县名次."""
    phrase = draft.phrase.removesuffix("名次")
    several = _SEVERAL.search(draft.left)  # 门诊量、手术量均居首位: a rank of more than the last
    if draft.unit != "名次" or not phrase or several or _RANKED.search(phrase):
        return draft.phrase
    fields = _FIELD.findall(draft.left)
    field = fields[-1] if fields and fields[-1] not in phrase else ""
    return f"{phrase}{field}名次"
