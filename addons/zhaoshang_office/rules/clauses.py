"""Sentences of the regulation that printed papers quote, word for word (clauses 9 and 11).

Nothing of our own readings stands here. The known text ends in the middle of clause 13: what a
paper would have to rest on beyond that is ``paper.MISSING``.
"""

INSPECTION = (
    "县效能办对驻外招商人员履职履责进行常态化督查，督查情况作为聘用和年终考核的依据。"  # clause 9
)
LADDER = (
    "对未按规定进行工作汇报或未经请假不在驻外招商的，"
    "第一次通报批评，第二次给予警示，第三次予以解聘。"  # clause 11
)
DIRECT = (
    "对出现当月在驻地开展招商工作低于15天的、连续两个月不按规定坚持外出招商、"
    "9个月无任何招商实绩或在驻外期间造成恶劣影响的，经查实直接予以解聘。"  # clause 11
)
