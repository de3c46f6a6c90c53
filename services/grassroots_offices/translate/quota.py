"""Quotas from domain to proto. It must not round."""

from __future__ import annotations

from fractions import Fraction

from sifa.grassroots_offices.v1 import quota_pb2 as pb

from chassis.mapping import to_message
from services.grassroots_offices.domain.quota import PersonYears, QuotaForecast, QuotaLine, QuotaSheet


def fraction_to_proto(value: Fraction) -> pb.ExactFraction:
    """The fraction in lowest terms."""
    return pb.ExactFraction(numerator=value.numerator, denominator=value.denominator)


_persons = to_message(
    PersonYears, pb.PersonYears, parts=dict.fromkeys(("fte_days", "month_end_average"), fraction_to_proto)
)
_forecast = to_message(
    QuotaForecast, pb.QuotaForecast, parts=dict.fromkeys(("expected", "shortfall"), fraction_to_proto)
)
_line = to_message(QuotaLine, pb.QuotaLine, parts={"value": fraction_to_proto, "forecast": _forecast})
quota_sheet_to_proto = to_message(QuotaSheet, pb.QuotaSheet, parts={"person_years": _persons, "lines": _line})
