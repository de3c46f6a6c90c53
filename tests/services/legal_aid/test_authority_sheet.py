"""The quarterly sheet of authorities for the liaison meeting (LA-144)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import facts_pb2, notice_pb2
from sifa.legal_aid.v1 import publication_pb2 as pb

from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.notices import notify
from tests.services.legal_aid.publications import compute, identical, on_day, rows
from tests.services.legal_aid.test_custody import custody

SHEET = pb.PUBLICATION_KIND_AUTHORITY_SHEET
POLICE = {"authority_type": notice_pb2.AUTHORITY_TYPE_POLICE, "authority_name": "示范区公安分局"}


@pytest.mark.rule("LA-144", "LA-34", "LA-35")
def test_each_authority_has_a_line_and_each_kind_a_sum(counter: Counter, profile: Profile) -> None:
    notify(counter)
    notify(counter, discovered_date="2026-06-01")
    notify(counter, hearing_date="2026-06-16")
    notify(counter, category=notice_pb2.NOTICE_CATEGORY_COMPULSORY_MEDICAL, authority_name="示范市中级人民法院")
    notify(counter, stage=notice_pb2.STAGE_INVESTIGATION, **POLICE)
    notify(open_counter(counter.door, "黄法援"))
    with on_day(counter, profile, "2026-07-01") as later:
        made = compute(later, SHEET)
        assert identical(later, made.name)
    assert rows(made, "authorities") == [
        ["公安机关", "示范区公安分局", 1, 1, "100.00%", 0, 0, 0],
        ["法院", "示范区人民法院", 3, 2, "66.67%", 1, 1, 0],
        ["法院", "示范市中级人民法院", 1, 1, "100.00%", 0, 0, 1],
    ]
    assert rows(made, "kinds") == [
        ["法院", 4, 3, "75.00%", 1, 1, 1], ["检察院", 0, 0, "—", 0, 0, 0], ["公安机关", 1, 1, "100.00%", 0, 0, 0],
    ]  # fmt: skip


@pytest.mark.rule("LA-144", "LA-05")
def test_applications_out_of_custody_are_counted_by_their_clock(counter: Counter, profile: Profile) -> None:
    channel = facts_pb2.CHANNEL_DETENTION_TRANSFER
    for asked in ("2026-06-14T10:00:00+08:00", "2026-06-12T08:00:00+08:00", "2026-06-14T11:00:00+08:00"):
        counter.receive(channel=channel, detention=custody(asked))
    counter.receive()
    open_counter(counter.door, "黄法援").receive(channel=channel, detention=custody())
    with on_day(counter, profile, "2026-07-01") as later:
        made = compute(later, SHEET)
        elsewhere = compute(later, SHEET, "2026-Q1")
    assert rows(made, "transfers") == [[3, 2, 1, "66.67%"]]
    assert rows(elsewhere, "transfers") == [[0, 0, 0, "—"]]


@pytest.mark.rule("LA-144", "P-01")
def test_no_person_is_named_in_the_sheet(counter: Counter, profile: Profile) -> None:
    given = notify(counter, person=notice_pb2.NotifiedPerson(full_name="隐名少年", birth_date="2010-01-01"))
    with on_day(counter, profile, "2026-07-01") as later:
        made = compute(later, SHEET)
    written = made.content + made.readable_text
    assert not [hidden for hidden in ("隐名少年", given.name, given.authority_case_number) if hidden in written]
