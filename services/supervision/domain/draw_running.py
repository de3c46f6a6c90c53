"""From the approval to the sealed result: approve, freeze, commit, reveal, draw (SV-05, SV-65). It must not draw.

Who holds a secret hands it in only after the public value exists, and nobody binds a draw after that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from chassis.kernel.draw import commitment_of, roster_root
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.supervision.domain.draw import Draw, DrawMode, DrawSecret, DrawState, allow
from services.supervision.domain.draw_commitment import commitment_lines, sha256_of, text_of
from services.supervision.domain.draw_planning import strata_of
from services.supervision.domain.draw_roster import LEAST_OFFICERS, FrozenRoster

LEAST_SECRETS = 2


def stepped(draw: Draw, **changes: object) -> Draw:
    """The draw with changes and its next etag."""
    return replace(draw, etag=str(int(draw.etag) + 1), **changes)  # type: ignore[arg-type]


def approved(draw: Draw, approver: str) -> Draw:
    """Approved by somebody; a draw that replaces another waits for a second one (SV-65, SV-66).

    Raises APPROVED_ALREADY.
    """
    if approver in draw.approvers:
        message = "您已签批过这次抽查（SV-65）。重新抽取须由两人分别签批，请由另一位负责人签批。"
        raise RuleViolated("APPROVED_ALREADY", message, rules=("SV-65",))
    approvers = (*draw.approvers, approver)
    enough = len(approvers) > bool(draw.replaces)
    return stepped(draw, approvers=approvers, state=DrawState.APPROVED if enough else draw.state)


def frozen(draw: Draw, roster: FrozenRoster) -> Draw:
    """The roster is fixed (SV-60)."""
    return stepped(
        draw, roster_size=len(roster.targets), roster_root=roster_root(roster.targets).hex(),
        excluded_count=len(roster.excluded), officers_root=roster.officers_root, strata=strata_of(roster, draw.rules),
        state=DrawState.FROZEN,
    )  # fmt: skip


def with_secret(draw: Draw, sha256: str, holder: str) -> Draw:
    """Somebody committed to a secret. Raises SECRET_NOT_WANTED, ALREADY_EXISTS `SECRET_COMMITTED`."""
    if draw.mode is DrawMode.RFC3797:
        message = "按公开数字（RFC 3797）抽取的不使用保密随机数（SV-65），无需提交。"
        raise RuleViolated("SECRET_NOT_WANTED", message, rules=("SV-65",))
    if any(holder == one.holder or sha256 == one.sha256 for one in draw.secrets):
        message = "每人只能提交一个承诺，且各人的承诺不得相同（SV-65）。请由另一位持有人提交。"
        raise Refusal(Kind.ALREADY_EXISTS, "SECRET_COMMITTED", message, metadata={"rules": "SV-65"})
    return stepped(draw, secrets=(*draw.secrets, DrawSecret(sha256=sha256, holder=holder, revealed=False)))


def committed(draw: Draw, roster: FrozenRoster, *, now: dt.datetime) -> Draw:
    """Bound in public (SV-65). Raises SECRETS_MISSING, ROSTER_EMPTY, TOO_FEW_OFFICERS, PUBLIC_VALUE_KNOWN."""
    if draw.mode is DrawMode.DRAW_V1 and len(draw.secrets) < LEAST_SECRETS:
        message = "保密随机数的承诺不足两人（SV-65）。请由另一部门的人员（如纪检监察、公证）提交承诺后再公布。"
        raise RuleViolated("SECRETS_MISSING", message, rules=("SV-65",))
    if not draw.count:
        message = "名录库在基准日没有可抽取的对象（SV-60）。请核对区划、对象类别和基准日，或终止后重新计划。"
        raise RuleViolated("ROSTER_EMPTY", message, rules=("SV-60",))
    refuse_too_few(roster.fewest_officers)
    if now >= draw.public_time:
        message = "公共随机值已产生，不能再公布承诺（SV-65）。请终止后改用今后的一期重新计划。"
        raise RuleViolated("PUBLIC_VALUE_KNOWN", message, rules=("SV-65",))
    text = text_of(commitment_lines(draw, roster))
    return stepped(
        draw, commitment=text, commitment_sha256=sha256_of(text), commit_time=now, state=DrawState.COMMITTED
    )  # fmt: skip


def refuse_too_few(officers: int) -> None:
    """Raise TOO_FEW_OFFICERS for fewer than two who may go to a target (SV-61)."""
    if officers < LEAST_OFFICERS:
        message = "对有的对象，回避后可派的检查人员不足两人（SV-61）。请增加检查人员后重新计划，或向上级借调。"
        raise RuleViolated("TOO_FEW_OFFICERS", message, rules=("SV-61",))


def revealed(draw: Draw, secret: str, holder: str, *, now: dt.datetime) -> Draw:
    """Somebody hands in his secret. Raises PUBLIC_VALUE_UNKNOWN, NO_SECRET_OF_YOURS, InvalidFields SECRET_MISMATCH."""
    refuse_early(draw, now=now)
    own = next((one for one in draw.secrets if one.holder == holder), None)
    if own is None:
        message = "您没有为这次抽查提交过承诺（SV-65）。请由提交承诺的本人交出保密随机数。"
        raise Refusal(Kind.PERMISSION_DENIED, "NO_SECRET_OF_YOURS", message, metadata={"rules": "SV-65"})
    if commitment_of(bytes.fromhex(secret)) != own.sha256:
        text = "与您先前公布的承诺不符（SV-65），请核对后重新提交"
        raise InvalidFields((Violation(field="secret", reason="SECRET_MISMATCH", description=text),))
    told = replace(own, revealed=True)
    return stepped(draw, secrets=tuple(told if one is own else one for one in draw.secrets))


def refuse_early(draw: Draw, *, now: dt.datetime) -> None:
    """Raise PUBLIC_VALUE_UNKNOWN before the public value exists (SV-65)."""
    if now < draw.public_time:
        message = "公共随机值尚未产生（SV-65）：在此之前交出保密随机数会使结果可被操纵。请在开奖之后办理。"
        raise RuleViolated("PUBLIC_VALUE_UNKNOWN", message, rules=("SV-65",))


def ready_to_run(draw: Draw, *, now: dt.datetime, today: dt.date, days_before: int) -> None:
    """Raise PUBLIC_VALUE_UNKNOWN, SECRETS_NOT_REVEALED, DRAW_TOO_EARLY (SV-64)."""
    refuse_early(draw, now=now)
    if not all(one.revealed for one in draw.secrets):
        message = "还有人没有交出保密随机数（SV-65）。请催告；逾期不交的，经批准终止并公布原因。"
        raise RuleViolated("SECRETS_NOT_REVEALED", message, rules=("SV-65",))
    first = draw.visit_date - dt.timedelta(days=days_before)
    if today < first:
        message = "抽取早于检查日前规定的天数（SV-64），保密时间过长。请在规定的日期抽取。"
        raise RuleViolated("DRAW_TOO_EARLY", message, rules=("SV-64",), first=first.isoformat())


def secrets_in_order(draw: Draw, known: dict[str, str]) -> Sequence[str]:
    """The secrets in the order of their commitments; `known` holds them by commitment."""
    return [known[one.sha256] for one in draw.secrets]


def ran(draw: Draw, public_value: str, *, on: dt.date) -> Draw:
    """Drawn; whom it drew is kept sealed (SV-05)."""
    return stepped(draw, public_value=public_value, drawn_date=on, state=DrawState.DRAWN)


def failed(draw: Draw, reason: str, *, etag: str) -> Draw:
    """Given up, with its reason in public (SV-65)."""
    allow(draw, "fail", etag=etag)
    return stepped(draw, failure_reason=reason, state=DrawState.FAILED)
