"""The thresholds in force in a division, each with its provision. It must not measure."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.policy import Parameter
from chassis.tx import Tx
from services.grassroots_offices.domain.criterion import RULES, Criterion
from services.grassroots_offices.domain.judging import Standards
from services.grassroots_offices.domain.licence_deciding import InternshipRules


def standards_on(tx: Tx, division: str, on: dt.date) -> Standards:
    """What an office of the division must have on the day."""

    def policy(key: str) -> Parameter:
        return tx.policy(key, division=division, on=on)

    by_key = {
        Criterion.PRACTITIONERS: policy("go.min_practitioners"), Criterion.PARTNERS: policy("go.min_partners"),
        Criterion.FLOOR_AREA: policy("go.min_area_m2"), Criterion.STAFF: policy("go.min_staff"),
        Criterion.DEGREES: policy("go.min_bachelor_percent"),
    }  # fmt: skip
    return Standards(
        practitioners=by_key[Criterion.PRACTITIONERS].value,
        partners=by_key[Criterion.PARTNERS].value,
        partner_years=policy("go.partner_years").value,
        floor_area_m2=by_key[Criterion.FLOOR_AREA].value,
        target_area_m2=policy("go.target_area_m2").value,
        staff=by_key[Criterion.STAFF].value,
        degree_percent=by_key[Criterion.DEGREES].value,
        citations={
            criterion: by_key[criterion].citation if criterion in by_key else tx.cite(RULES[criterion])
            for criterion in Criterion
        },
    )


def internship_rules(tx: Tx, division: str, on: dt.date) -> InternshipRules:
    """How long an internship lasts in the division, and what waives it (GO-30)."""
    value = tx.policy("go.internship", division=division, on=on).value
    return InternshipRules(months=value["months"], waiver_years=value["waiver_years"])
