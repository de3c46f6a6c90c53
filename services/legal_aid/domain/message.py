"""What people are told by text or on the printed list. It must not look anything up.

A telephone may be shared: no text names the person, the matter, legal aid or a number that tells of it.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence


class MessageKind(enum.Enum):
    """Why somebody is told, and the words; `bureau`, `day` and `time` are filled in."""

    DECISION_MADE = "【{bureau}】您好，您办理的事项已有结果，请携带身份证件到原办理窗口查询。"
    LAWYER_ASSIGNED = "【{bureau}】您好，您办理的事项已安排专人办理，请到原办理窗口查询联系方式。"
    SUPPLEMENT_DUE = "【{bureau}】您好，您办理的事项需要补充材料，请于{day}前到原办理窗口。"
    APPOINTMENT_NEAR = "【{bureau}】您好，您预约了{day}{time}办理事项，请按约定前来；不能前来的请提前改约。"
    DUTY_NEAR = "【{bureau}】您有一项办理期限将于{day}届满，请登录系统查看期限清单并及时办理。"


TITLE = "办事提醒"


def text_of(kind: MessageKind, *, bureau: str, day: dt.date | None = None, time: str = "") -> str:
    """The words of the kind; an institution without a bureau speaks as a public counter."""
    written = f"{day.year}年{day.month}月{day.day}日" if day else ""
    return kind.value.format(bureau=bureau or "公共服务窗口", day=written, time=time)


def lead_of(days_left: int, leads: Sequence[int]) -> int | None:
    """The lead time, in days before the last day, that a duty has reached; None when it is still far or over."""
    return min((lead for lead in leads if 0 <= days_left <= lead), default=None)
