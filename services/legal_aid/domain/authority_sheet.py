"""The quarterly sheet of authorities for the liaison meeting (LA-144): notices, and applications out of custody.

It must not look anything up, nor say whether the person was told of his right: no record holds that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from chassis.kernel.deadline import DeadlineChanged, DeadlineState
from services.legal_aid.domain.application_events import ApplicationReceived
from services.legal_aid.domain.notice import NoticeFlag
from services.legal_aid.domain.notice_category import AuthorityType
from services.legal_aid.domain.notice_events import NoticeReceived
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.public_table import Cell, Section
from services.legal_aid.domain.ratio import basis_points, percent_text
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.domain.told import Told

FORM = "LA-144/1"
KINDS = {AuthorityType.COURT: "法院", AuthorityType.PROCURATORATE: "检察院", AuthorityType.POLICE: "公安机关"}


def authority_sheet(told: Told, period: Period, shown: Mapping[str, str]) -> tuple[Section, ...]:
    """One line for each authority by kind and name, a sum for each kind, the passing on of applications (LA-144)."""
    notices = [one for one in told.of(NoticeReceived) if period.holds(one.received_date)]
    by_name: dict[tuple[str, str], list[NoticeReceived]] = defaultdict(list)
    for one in notices:
        by_name[KINDS[one.authority_type], shown.get(one.notice, "—")].append(one)
    columns = ("通知件数", "三日内通知", "三日内通知率", "逾期通知", "临近开庭才通知", "类别存疑")
    return (
        Section(
            code="authorities", title="各办案机关通知辩护、通知代理情况", columns=("类别", "办案机关", *columns),
            rows=tuple((kind, name, *_figures(own)) for (kind, name), own in sorted(by_name.items())),
        ),
        Section(
            code="kinds", title="分类合计", columns=("类别", *columns),
            rows=tuple(
                (word, *_figures([one for one in notices if one.authority_type is kind]))
                for kind, word in KINDS.items()
            ),
        ),
        _transfers(told, period),
    )  # fmt: skip


def _figures(notices: list[NoticeReceived]) -> tuple[Cell, ...]:
    late, near, doubtful = (
        sum(flag in one.flags for one in notices)
        for flag in (NoticeFlag.LATE_AUTHORITY, NoticeFlag.LATE_NOTICE, NoticeFlag.CATEGORY_DOUBTFUL)
    )
    in_time = len(notices) - late
    return len(notices), in_time, percent_text(basis_points(in_time, len(notices))), late, near, doubtful


def _transfers(told: Told, period: Period) -> Section:
    """Applications out of custody by how their clock of 24 hours stands last (LA-05)."""
    received = {one.application for one in told.of(ApplicationReceived) if period.holds(one.received_date)}
    clocks = {
        one.subject: one
        for one in told.of(DeadlineChanged)
        if one.kind == DeadlineKind.TRANSFER.name and one.subject in received
    }
    met, missed = (
        sum(one.state is state for one in clocks.values()) for state in (DeadlineState.MET, DeadlineState.MISSED)
    )
    return Section(
        code="transfers", title="羁押场所转交申请情况", columns=("转交件数", "二十四小时内", "逾期", "按时转交率"),
        rows=((len(clocks), met, missed, percent_text(basis_points(met, met + missed))),),
    )  # fmt: skip
