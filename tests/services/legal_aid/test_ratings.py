"""Satisfaction: everybody is asked, silence is never satisfied, who is not is called back (LA-142)."""

from __future__ import annotations

import grpc
import pytest
from sifa.legal_aid.v1 import contact_pb2
from sifa.legal_aid.v1 import rating_pb2 as pb

from services.legal_aid.domain.contact import ContactState
from services.legal_aid.domain.rating import MOVES, RatingCount, RatingForm, RatingState, summarize
from tests.doors import refused
from tests.services.legal_aid.contacts import move as move_contact
from tests.services.legal_aid.contacts import standing
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evidence import told
from tests.services.legal_aid.handling import brought_to, notified_case
from tests.services.legal_aid.ratings import RPC_OF, answered, asked_visitor, move, rating_of
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import deadlines_of, table_of

FAILED = grpc.StatusCode.FAILED_PRECONDITION
NEGLECTED = "ContactNeglected"
TABLE: dict[str, dict[str, set[str]]] = {
    "INVITED": {"answer": {"ANSWERED", "TO_CALL_BACK"}}, "ANSWERED": {},
    "TO_CALL_BACK": {"callBack": {"CALLED_BACK"}}, "CALLED_BACK": {},
}  # fmt: skip


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == TABLE


@pytest.mark.rule("LA-142")
@pytest.mark.parametrize("state", sorted(TABLE))
def test_every_state_offers_its_moves_and_refuses_all_others(counter: Counter, state: str) -> None:
    made = asked_visitor(counter) if state == "INVITED" else answered(counter, 5 if state == "ANSWERED" else 1)
    if state == "CALLED_BACK":
        made = move(counter, "callBack", made.name)
    assert (pb.RatingState.Name(made.state), list(made.allowed_actions)) == (
        f"RATING_STATE_{state}", sorted(TABLE[state]),
    )  # fmt: skip
    assert counter.call("GetRating", counter.chief, name=made.name) == made
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(TABLE[state])):
        answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (FAILED, "ACTION_NOT_ALLOWED")
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-142")
@pytest.mark.parametrize(("scores", "line"), [
    pytest.param({5: 10, 4: 9, 3: 3 + 1, 2: 1, 1: 1, 0: 15}, (40, 25, 19, "76.00%", "62.50%", 2, 0), id="TV-C07"),
    pytest.param({0: 3}, (3, 0, 0, "—", "0.00%", 0, 0), id="silence is never satisfied"),
])  # fmt: skip
def test_rates_are_shown_with_their_base(scores: dict[int, int], line: tuple[int | str, ...]) -> None:
    states = {0: RatingState.INVITED, 1: RatingState.TO_CALL_BACK, 2: RatingState.TO_CALL_BACK}
    counts = [
        RatingCount(form=RatingForm.CONTACT, state=states.get(score, RatingState.ANSWERED), score=score, count=count)
        for score, count in scores.items()
    ]
    contact, case = summarize(counts)
    shown = (contact.invited, contact.answered, contact.satisfied, contact.satisfied_rate, contact.answered_rate)
    assert (*shown, contact.callbacks, contact.called_back) == line
    assert (case.form, case.invited, case.satisfied_rate) == (RatingForm.CASE, 0, "—")


@pytest.mark.rule("LA-142", "XF-35")
def test_who_is_not_satisfied_is_called_back_in_five_working_days_and_supervision_is_told(counter: Counter) -> None:
    low = answered(counter, 2)
    assert deadlines_of(low) == {"CALL_BACK": ("2026-06-23", "RUNNING")}  # type: ignore[arg-type]
    (fact,) = told(counter, NEGLECTED)
    assert (fact.contact, fact.neglect) == (low.subject, contact_pb2.CONTACT_NEGLECT_RATED_LOW)
    called = move(counter, "callBack", low.name)
    assert deadlines_of(called)["CALL_BACK"][1] == "MET"  # type: ignore[arg-type]
    answered(counter, 3)
    assert len(told(counter, NEGLECTED)) == 1
    asked_visitor(counter)
    contact, _ = counter.call("SummarizeRatings", counter.chief, month="2026-06").lines
    assert (contact.invited, contact.answered, contact.satisfied, contact.callbacks, contact.called_back) == (
        3, 2, 0, 1, 1,
    )  # fmt: skip
    assert counter.call("SummarizeRatings", counter.chief, month="2026-05").lines[0].invited == 0


@pytest.mark.rule("LA-142")
def test_who_handled_a_contact_does_not_enter_how_it_is_rated(counter: Counter) -> None:
    made = move_contact(counter, "close", standing(counter, ContactState.RECEIVED).name)
    form = rating_of(counter, made.name)
    assert refused(lambda: move(counter, "answer", form.name, counter.clerk)).reason == "OWN_CONTACT"
    assert move(counter, "answer", form.name, counter.person("legal_aid_clerk", subject="zhou")).score == 5


@pytest.mark.rule("LA-142")
def test_every_party_of_an_application_case_is_asked_once(counter: Counter) -> None:
    done = brought_to(counter, "FILE_ACCEPTED")
    form = rating_of(counter, done.name)
    assert (form.party, form.form, form.invited_date) == ("受援人", pb.RATING_FORM_CASE, "2026-06-15")
    said = pb.Rating(subject=done.name, party="对方当事人")
    counter.call("CreateRating", counter.clerk, rating=said)
    answer = refused(lambda: counter.call("CreateRating", counter.clerk, rating=said))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "RATING_TWICE")
    assert move(counter, "answer", form.name, score=1).state == pb.RATING_STATE_TO_CALL_BACK
    assert told(counter, NEGLECTED) == []
    unknown = pb.Rating(subject=f"{done.name[:-4]}ffff", party="对方当事人")
    assert refused(lambda: counter.call("CreateRating", counter.clerk, rating=unknown)).reason == "CASE_UNKNOWN"


@pytest.mark.rule("LA-142")
def test_parties_of_a_notified_case_are_not_asked(counter: Counter) -> None:
    said = pb.Rating(subject=notified_case(counter), party="犯罪嫌疑人")
    assert refused(lambda: counter.call("CreateRating", counter.clerk, rating=said)).reason == "NOT_A_CASE"
