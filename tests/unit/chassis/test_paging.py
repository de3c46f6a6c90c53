"""Page tokens lead on within one query, and cannot be made or bent by the caller."""

from __future__ import annotations

import base64

import pytest
from sifa.legal_aid.v1.application_service_pb2 import ListApplicationsRequest
from sifa.legal_aid.v1.institution_service_pb2 import ListInstitutionsRequest

from chassis.kernel.errors import InvalidFields
from chassis.paging import Page, Pager

PAGER = Pager(b"s" * 32)
INSTITUTION = "institutions/0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c11"


def is_refused(request: object, pager: Pager = PAGER) -> bool:
    with pytest.raises(InvalidFields) as caught:
        pager.read(request)
    return [item.reason for item in caught.value.violations] == ["PAGE_TOKEN_INVALID"]


def token(after: str = "applications/7") -> str:
    return PAGER.next_token(ListApplicationsRequest(institution=INSTITUTION), after)


def test_a_token_leads_behind_its_row() -> None:
    request = ListApplicationsRequest(institution=INSTITUTION, page_token=token(), page_size=7)
    assert PAGER.read(request) == Page(size=7, after="applications/7")


def test_the_size_may_change_between_pages() -> None:
    assert PAGER.read(ListApplicationsRequest(institution=INSTITUTION, page_token=token(), page_size=9)).size == 9


@pytest.mark.parametrize(("asked", "given"), [(0, 50), (1, 1), (1000, 1000), (1001, 1000), (2_000_000_000, 1000)])
def test_the_size_has_a_default_and_a_limit(asked: int, given: int) -> None:
    assert PAGER.read(ListApplicationsRequest(page_size=asked)).size == given


def test_a_token_of_another_filter_is_refused() -> None:
    assert is_refused(ListApplicationsRequest(page_token=token()))


def test_a_token_of_another_method_is_refused() -> None:
    made = PAGER.next_token(ListInstitutionsRequest(), "institutions/7")
    assert is_refused(ListApplicationsRequest(page_token=made))


def test_a_token_under_another_secret_is_refused() -> None:
    assert is_refused(ListApplicationsRequest(institution=INSTITUTION, page_token=token()), Pager(b"t" * 32))


def bent() -> list[str]:
    raw = base64.urlsafe_b64decode(token())
    return [
        base64.urlsafe_b64encode(raw[:32] + b"applications/0").decode(), base64.urlsafe_b64encode(raw[:31]).decode(),
        base64.urlsafe_b64encode(b"\x00" * 32 + raw[32:]).decode(), "AAAA", "=", "凭证", "!!!!", token()[:-3],
        base64.urlsafe_b64encode(raw[:32] + b"\xff\xfe").decode(),
    ]  # fmt: skip


@pytest.mark.parametrize("forged", bent())
def test_a_forged_token_is_refused(forged: str) -> None:
    assert is_refused(ListApplicationsRequest(institution=INSTITUTION, page_token=forged))


@pytest.mark.parametrize(
    ("found", "kept", "after"),
    [(["a", "b", "c"], ["a", "b"], "b"), (["a", "b"], ["a", "b"], None), ([], [], None)],
)
def test_a_page_is_cut_where_another_one_begins(found: list[str], kept: list[str], after: str | None) -> None:
    assert Page(size=2, after=None).cut(found, key=str) == (kept, after)


def test_the_last_page_has_no_token() -> None:
    assert PAGER.next_token(ListApplicationsRequest(), None) == ""
