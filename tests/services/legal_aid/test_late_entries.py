"""What was entered late is told supervision the next day, once (LA-72, XF-19)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import record_comparison_pb2 as pb

from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import act_on, granted_case, read_case
from tests.services.legal_aid.publications import on_day
from tests.services.legal_aid.steps import run_job
from tests.services.legal_aid.test_events import told

JOB = "tell-late-entries"


@pytest.mark.rule("LA-72", "XF-19")
def test_a_late_step_is_told_on_the_next_day_and_once(counter: Counter, profile: Profile) -> None:
    late, punctual = granted_case(counter), granted_case(counter)
    with on_day(counter, profile, "2026-06-24") as entering:
        act_on(entering, "assign", late, happened_date="2026-06-16")
        act_on(entering, "arrange", late, happened_date="2026-06-17")
        act_on(entering, "assign", punctual, happened_date="2026-06-23")
        assert run_job(entering.door.service, JOB) == 0
    steps = {one.action: one for one in read_case(counter, late).steps}
    assert (steps["assign"].late, steps["assign"].reason) == (True, "事后补录")
    assert not any(one.late for one in read_case(counter, punctual).steps)
    with on_day(counter, profile, "2026-06-25") as next_day:
        assert run_job(next_day.door.service, JOB) == 2
        assert run_job(next_day.door.service, JOB) == 0
        ((subject, fact),) = told(next_day, "CaseRecordsDiffer")
    assert (subject, fact.case, fact.record_comparison, fact.found_date) == (late, late, "", "2026-06-25")
    assert list(fact.kinds) == [pb.RECORD_DIFFERENCE_KIND_LATE_ENTRY]
    assert (fact.institution, fact.division) == (counter.institution, counter.division)
    with on_day(counter, profile, "2026-07-10") as again:
        act_on(again, "recordAgreement", late, happened_date="2026-06-18")
    with on_day(counter, profile, "2026-07-11") as last:
        assert run_job(last.door.service, JOB) == 1
        assert len(told(last, "CaseRecordsDiffer")) == 2
