"""What may be imposed, and what must not be punished (GO-18, GO-45, GO-47, GO-91). It must not know policy keys."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.grassroots_offices.domain.licence_command import Reasoned
from services.grassroots_offices.domain.penalty import Penalty, PenaltyState
from services.grassroots_offices.domain.penalty_command import Closing, GivenPenalty, Payment
from services.grassroots_offices.domain.penalty_papers import (
    Circumstances,
    ClosingGround,
    Harm,
    PenaltyDecision,
    PenaltyEnd,
    PenaltyMeasure,
    PenaltyPayment,
)
from services.grassroots_offices.domain.penalty_procedure import notice_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FineRules:
    """At most so many times the gain and so many fen (GO-45); bands by code, in percent of that cap (GO-91)."""

    times: int
    most_fen: int
    bands: dict[str, tuple[int, int]]

    def cap(self, gain_fen: int) -> int:
        """The highest fine: nothing without a gain (GO-45)."""
        return min(self.times * gain_fen, self.most_fen)


def check_measure(penalty: Penalty, measure: PenaltyMeasure, rules: FineRules) -> None:
    """What is intended lies inside the law (GO-18, GO-45). Raises MEASURE_EMPTY, FINE_OUT_OF_RANGE and the like."""
    if not (measure.warning or measure.confiscation_fen or measure.fine_fen):
        raise RuleViolated(
            "MEASURE_EMPTY", "拟作出的处罚内容为空（GO-45）。请填写警告、没收或者罚款，或者不予处罚结案。",
            rules=("GO-45",),
        )  # fmt: skip
    check_confiscation(penalty, measure.confiscation_fen)
    check_fine(penalty, measure.fine_fen, rules)


def check_confiscation(penalty: Penalty, confiscation_fen: int) -> None:
    """No more than the gain is confiscated (GO-45). Raises CONFISCATION_OUT_OF_RANGE."""
    if confiscation_fen > penalty.gain_fen:
        raise RuleViolated(
            "CONFISCATION_OUT_OF_RANGE",
            "没收数额超过立案登记的违法所得（GO-45）。请按查明的违法所得填写。",
            rules=("GO-45",),
            gain_fen=str(penalty.gain_fen),
        )


def check_fine(penalty: Penalty, fine_fen: int, rules: FineRules) -> None:
    """At most three times the gain and the fixed cap, nothing without a gain (GO-45). Raises FINE_OUT_OF_RANGE."""
    if fine_fen > rules.cap(penalty.gain_fen):
        raise RuleViolated(
            "FINE_OUT_OF_RANGE",
            "罚款超过违法所得的法定倍数或者最高数额，没有违法所得的不得罚款（GO-45）。请重新确定罚款数额。",
            rules=("GO-45",),
            most_fen=str(rules.cap(penalty.gain_fen)),
        )


def check_band(penalty: Penalty, given: GivenPenalty, rules: FineRules) -> None:
    """A fine follows the bureau's discretion table, or says why not (GO-91).

    Raises BAND_UNKNOWN, BAND_MISSING, BAND_REASON_MISSING.
    """
    if given.band and given.band not in rules.bands:
        raise RuleViolated(
            "BAND_UNKNOWN", "裁量档次不在已公布的裁量基准内（GO-91）。请按裁量基准选择。", rules=("GO-91",),
            bands=" ".join(sorted(rules.bands)),
        )  # fmt: skip
    if not rules.bands or not given.measure.fine_fen:
        return
    if not given.band:
        raise RuleViolated(
            "BAND_MISSING", "罚款未注明适用的裁量档次（GO-91）。请按裁量基准选择。", rules=("GO-91",),
            bands=" ".join(sorted(rules.bands)),
        )  # fmt: skip
    low, high = (percent * rules.cap(penalty.gain_fen) for percent in rules.bands[given.band])
    if not low <= 100 * given.measure.fine_fen <= high and not given.band_reason:
        raise RuleViolated(
            "BAND_REASON_MISSING", "罚款数额不在所选裁量档次内，未写明理由（GO-91）。请调整数额或者填写理由。",
            rules=("GO-91",),
        )  # fmt: skip


def check_corrected(penalty: Penalty, circumstances: Circumstances, on: dt.date) -> None:
    """What was corrected was so after the act and by the day on which it is weighed (GO-47). Raises InvalidFields."""
    corrected = circumstances.corrected_date
    if corrected is not None and corrected > on:
        raise _corrected_fault("DATE_IN_FUTURE", "改正日期不能晚于作出决定的日期（GO-47），请核对日期")
    if corrected is not None and corrected < penalty.act_date:
        raise _corrected_fault("DATE_BEFORE_PREVIOUS", "改正日期不能早于违法行为日期（GO-47），请核对日期")


def refuse_unpunishable(circumstances: Circumstances) -> None:
    """Minor, corrected in time and harmless must not be punished (GO-47). Raises MUST_NOT_BE_PUNISHED."""
    if _is_minor(circumstances):
        raise RuleViolated(
            "MUST_NOT_BE_PUNISHED",
            "违法行为轻微、及时改正且没有造成危害后果的，不予行政处罚（GO-47）。请以不予处罚结案。",
            rules=("GO-47",),
        )


def refuse_unheard(penalty: Penalty, measure: PenaltyMeasure, on: dt.date) -> None:
    """No decision before the time for statement and hearing is over, and none heavier than the notice (GO-46).

    Raises NOTICE_NOT_SERVED, STATEMENT_TIME_RUNNING, MEASURE_EXCEEDS_NOTICE.
    """
    notice = notice_of(penalty)
    if penalty.state is PenaltyState.NOTICED and on <= notice.last_request_date:
        raise RuleViolated(
            "STATEMENT_TIME_RUNNING",
            "陈述申辩和要求听证的期限未满，不得作出处罚决定（GO-46）。请在期满后决定。",
            rules=("GO-46",),
            last_date=notice.last_request_date.isoformat(),
        )
    told = notice.measure
    if (
        measure.fine_fen > told.fine_fen
        or measure.confiscation_fen > told.confiscation_fen
        or (measure.warning and not told.warning)
    ):
        raise RuleViolated(
            "MEASURE_EXCEEDS_NOTICE",
            "处罚重于事先告知的内容，不得因陈述申辩加重处罚（GO-46）。确需加重的请重新告知。",
            rules=("GO-46",),
        )


def penalised(penalty: Penalty, given: GivenPenalty, on: dt.date) -> Penalty:
    """The decision stands (GO-45, GO-46)."""
    decision = PenaltyDecision(
        measure=given.measure, circumstances=given.circumstances, reasons=given.reasons, band=given.band,
        band_reason=given.band_reason, document_number=given.document_number, decided_date=on,
        served_date=given.served_date or on,
    )  # fmt: skip
    return replace(penalty, state=PenaltyState.PENALISED, decision=decision)


def closed(penalty: Penalty, closing: Closing, on: dt.date) -> Penalty:
    """The case ends without a penalty (GO-47). Raises GROUND_NOT_MET."""
    met = {
        ClosingGround.MINOR: _is_minor(closing.circumstances),
        ClosingGround.FIRST: _is_first(closing.circumstances),
        ClosingGround.NO_VIOLATION: True,
        ClosingGround.TRANSFERRED: True,
    }
    if not met[closing.ground]:
        raise RuleViolated(
            "GROUND_NOT_MET",
            "所列情节不符合不予处罚的条件：轻微须无危害，首违须危害轻微，两者都须及时改正（GO-47）。请核对情节或者结案理由。",
            rules=("GO-47",),
        )
    end = PenaltyEnd(
        ground=closing.ground, reasons=closing.reasons, document_number=closing.document_number, happened_date=on
    )
    return replace(penalty, state=PenaltyState.CLOSED, end=end)


def paid(penalty: Penalty, payment: Payment, on: dt.date, *, last: dt.date, late_percent: int) -> Penalty:
    """Fine and confiscation were paid in full, with what lateness adds (GO-46).

    Raises NOTHING_TO_PAY, ALREADY_PAID, PAYMENT_MISMATCH.
    """
    measure = decision_of(penalty).measure
    if not is_owed(measure):
        raise RuleViolated("NOTHING_TO_PAY", "该处罚没有应缴款项（GO-46）。请核对处罚决定书。", rules=("GO-46",))
    if penalty.payment is not None:
        raise RuleViolated("ALREADY_PAID", "该处罚款项已登记缴清（GO-46）。请勿重复登记。", rules=("GO-46",))
    added = surcharge(measure.fine_fen, days=(on - last).days, percent=late_percent)
    owed = measure.fine_fen + measure.confiscation_fen + added
    if payment.amount_fen != owed:
        raise RuleViolated(
            "PAYMENT_MISMATCH",
            "缴款数额与应缴罚没款和加处罚款之和不符（GO-46）。请核对缴款凭证和缴款日期。",
            rules=("GO-46",),
            owed_fen=str(owed),
        )
    receipt = PenaltyPayment(
        amount_fen=owed, surcharge_fen=added, document_number=payment.document_number, paid_date=on
    )
    return replace(penalty, payment=receipt)


def set_aside(penalty: Penalty, revocation: Reasoned, on: dt.date) -> Penalty:
    """The decision was set aside on review or by a court; what was paid goes back by the bureau's own books."""
    end = PenaltyEnd(
        ground=None, reasons=revocation.reasons, document_number=revocation.document_number, happened_date=on
    )
    return replace(penalty, state=PenaltyState.REVOKED, end=end)


def decision_of(penalty: Penalty) -> PenaltyDecision:
    """The decision of a case in PENALISED; LookupError elsewhere."""
    if penalty.decision is None:
        raise LookupError(f"no decision in {penalty.name}")
    return penalty.decision


def is_owed(measure: PenaltyMeasure) -> bool:
    """Whether anything is to be paid."""
    return measure.fine_fen + measure.confiscation_fen > 0


def surcharge(fine_fen: int, *, days: int, percent: int) -> int:
    """So many percent of the fine for each day late, never above the fine; fen, rounded down (GO-46)."""
    return min(fine_fen, int(Fraction(fine_fen * percent * max(days, 0), 100)))


def _is_minor(circumstances: Circumstances) -> bool:
    return circumstances.minor and circumstances.harm is Harm.NONE and circumstances.corrected_date is not None


def _is_first(circumstances: Circumstances) -> bool:
    slight = circumstances.harm in (Harm.NONE, Harm.SLIGHT)
    return circumstances.first and slight and circumstances.corrected_date is not None


def _corrected_fault(reason: str, description: str) -> InvalidFields:
    return InvalidFields((Violation(field="circumstances.corrected_date", reason=reason, description=description),))
