"""Sentences of our own, and the damage that texts suffer on their way."""

from __future__ import annotations

import random
from typing import NamedTuple

SENTENCES = """本报告反映了我市卫生健康事业发展的基本情况，数据来自卫生统计年报。
乡村振兴战略实施以来，农村居民的健康意识和就医条件都有了明显改善。
去年全市门急诊总量突破两千万人次，住院病人平均费用略有下降。
我们要坚持预防为主的方针，把健康融入所有政策，努力为人民群众提供全方位服务。
县医院与三甲医院建立了稳定的协作关系，疑难病例可以通过远程会诊解决。
中小学校普遍配备了专职校医，学生体质健康标准优良率有所提高。
市疾控中心对全市饮用水开展了监测，水质合格率保持较高水平。
全科医生特岗计划吸引了一批年轻大夫扎根山区，村民看病更加方便。
针对暴露出的短板弱项，市委市政府及时调整工作思路，出台了配套文件。
基本药物制度覆盖所有政府办基层医疗机构，药品供应保障能力不断增强。
护理服务下沉到社区和家庭，失能老人在家里就能得到照料。
各医院加强感染防控，落实各项制度，没有发生聚集性疫情。
心理援助热线全天开通，帮助来电者疏导情绪、化解危机。
新冠疫苗接种工作平稳推进，重点人群做到应接尽接，筑牢免疫屏障。
全市出生人口继续减少，育龄妇女生育意愿不强，生育支持政策有待完善。
两所新院区即将投入使用，将有效缓解老城区群众住院难的问题。
实行药品零差率销售后，医院收入结构趋于合理，技术劳务价值得到体现。
监督员深入饭店、宾馆、理发店开展检查，对不合格单位责令改正。
许多医务人员连续奋战数月，没有休息过一个周末，赢得了社会的尊重。
下一步，将继续完善绩效考核办法，把群众满意作为衡量工作的重要标准。
红十字会组织救护培训进学校、进企业，市民自救互救能力得到提升。
地方病防治成果得到巩固，饮水型氟中毒病区全部完成改水任务。
智能导诊、移动支付等便民措施大大缩短了患者等候时间。
我省首例人工心脏植入手术在该院顺利完成，填补了省内空白。
妇女宫颈癌和乳腺癌免费检查纳入民生实事，受益面逐年扩大。
临床路径管理病种不断增加，诊疗行为更加规范，医疗质量稳步提升。
卫生人才总量不足、结构不优、分布不均的矛盾依然突出。
通过对口支援，贫困县医院新开设了血液透析室和重症监护病房。
积极应对人口老龄化，鼓励有条件的医院开设老年病科和安宁疗护病床。
广播电台开设健康专栏，每周邀请专家解答听众提问，社会反响热烈。""".splitlines()


class Damaged(NamedTuple):
    """A sentence, the position of the character whose lead byte is dropped, and what is left."""

    sentence: str
    at: int
    text: str


def drop_lead_byte(sentence: str, draw: random.Random) -> Damaged:
    """The sentence in GB18030 less the first byte of one hanzi, read with U+FFFD for errors."""
    at = draw.choice([n for n, char in enumerate(sentence) if "\u4e00" <= char <= "\u9fff"])
    encoded = sentence.encode("gb18030")
    cut = len(sentence[:at].encode("gb18030"))
    text = (encoded[:cut] + encoded[cut + 1 :]).decode("gb18030", "replace")
    return Damaged(sentence, at, text)
