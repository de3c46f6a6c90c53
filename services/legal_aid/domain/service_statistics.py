"""Yearly statistics of public legal services (F-19): the columns that legal aid owns, a dash for those of others.

It must not look anything up, nor fill in what another service counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from services.legal_aid.domain.case_category import counts
from services.legal_aid.domain.consultation import ConsultationMode, ConsultationRecorded
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.public_table import Cell, Section
from services.legal_aid.domain.told import Told
from services.legal_aid.domain.yearly_disclosure import VISITS, opened_in

FORM = "F-19/1"
OTHERS = (
    "区县中心", "乡镇工作站", "村居联络点", "律师事务所", "律师", "公证机构", "公证员", "基层法律服务所",
    "基层法律服务工作者", "调解纠纷", "公证事项", "社会组织", "专业性调解组织", "聘有法律顾问的村居",
)  # fmt: skip


def service_statistics(told: Told, period: Period, shown: Mapping[str, str]) -> tuple[Section, ...]:  # noqa: ARG001
    """What legal aid did in the year, and the columns that other services have to fill."""
    modes = Counter(one.mode for one in told.of(ConsultationRecorded) if period.holds(one.consulted_date))
    cases = counts(opened_in(told, period))[-1]
    visits, calls = sum(modes[mode] for mode in VISITS), modes[ConsultationMode.PHONE]
    row: tuple[Cell, ...] = (cases, visits, calls, modes[ConsultationMode.ONLINE])
    return (
        Section(
            code="legal_aid", title="法律援助", columns=("法律援助案件", "来访", "来电", "网络来信"), rows=(row,)
        ),
        Section(
            code="others", title="由其他业务系统统计", columns=("项目", "数量"),
            rows=tuple((name, "—") for name in OTHERS),
        ),
    )  # fmt: skip
