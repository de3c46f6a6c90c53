"""What is handed in but does not prove anything is still asked for (LA-06, LA-07, LA-28, LA-29)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import facts_pb2 as pb

from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import identity_number, means, papers
from tests.services.legal_aid.steps import act

BASIC = (pb.PAPER_KIND_APPLICATION_FORM, pb.PAPER_KIND_IDENTITY_DOCUMENT, pb.PAPER_KIND_MATTER_PAPERS)


def missing(counter: Counter, **changes: Any) -> list[str]:
    kinds = counter.receive(**changes).missing_papers
    return [pb.PaperKind.Name(kind).removeprefix("PAPER_KIND_") for kind in kinds]


@pytest.mark.rule("LA-28", "LA-29")
def test_an_exemption_that_is_not_proved_leaves_statement_and_pledge_to_be_asked_for(counter: Counter) -> None:
    claimed = means(exemption=pb.EXEMPTION_MIGRANT_WORKER, pledge_signed=False)
    handed = papers(*BASIC, pb.PAPER_KIND_EXEMPTION_PROOF)
    assert missing(counter, means=claimed, papers=handed) == ["HARDSHIP_STATEMENT", "INTEGRITY_PLEDGE"]


@pytest.mark.rule("LA-28")
def test_a_migrant_worker_in_another_matter_needs_them_as_well(counter: Counter) -> None:
    proved = means(exemption=pb.EXEMPTION_MIGRANT_WORKER, exemption_proved=True, pledge_signed=False)
    assert missing(counter, means=proved, papers=papers(*BASIC)) == []
    asked = missing(counter, means=proved, papers=papers(*BASIC), matter=pb.MATTER_TRAFFIC_INJURY)
    assert asked == ["HARDSHIP_STATEMENT", "INTEGRITY_PLEDGE"]


@pytest.mark.rule("LA-06")
def test_a_proof_of_agency_without_an_agent_represents_nobody(counter: Counter) -> None:
    child = pb.Applicant(
        full_name="王小㐂", identity_number=identity_number(7), residence_type=pb.RESIDENCE_TYPE_URBAN,
        capacity=pb.CAPACITY_LIMITED,
    )  # fmt: skip
    handed = papers(*BASIC, pb.PAPER_KIND_HARDSHIP_STATEMENT, pb.PAPER_KIND_AGENT_AUTHORITY)
    assert missing(counter, applicant=child, papers=handed) == ["AGENT_AUTHORITY"]


@pytest.mark.rule("LA-07")
def test_proof_of_income_is_accepted_and_never_demanded(counter: Counter) -> None:
    received = counter.receive(papers=papers(*BASIC))
    answer = refused(lambda: act(counter, "requestSupplement", received.name, items=[pb.PAPER_KIND_INCOME_PROOF]))
    assert answer.reason == "HARDSHIP_CERTIFICATE_DEMANDED"
