"""Cases are found by words of two characters and more, in what the caller may read, and by nothing else (H32, P-01)."""

from __future__ import annotations

from collections.abc import Sequence

import grpc
import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import application_service_pb2, case_service_pb2, notice_service_pb2
from sifa.platform.v1 import access_pb2

from services.legal_aid.domain.case_search import SOURCE_READERS, pairs_of, plain
from services.legal_aid.handlers.case_search import index_cases
from services.legal_aid.persistence.case_search import TABLE
from tests.doors import Identity, refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import act_on, assign_to_lawyer, granted_case, read_case
from tests.services.legal_aid.intake import applicant, identity_number
from tests.services.legal_aid.notices import notify
from tests.services.legal_aid.steps import act

WORDS = (
    "买提", "建筑", "𠮷祥", "阿依古丽·买买提", "阿依古丽买买提", "建筑(集团)有限公司", "丽．买", "援案", "（2026）",
    "２０２６", "律师", "买提 建筑", "建筑　律师", " 买提  ",
)  # fmt: skip


def found(counter: Counter, query: str, who: Identity | None = None, **fields: object) -> list[str]:
    """Names of the cases that a query finds."""
    return [one.name for one in counter.call("ListCases", who or counter.clerk, query=query, **fields).cases]


def another_case(counter: Counter, full_name: str, opponents: Sequence[str] = ("某单位",)) -> str:
    """The granted case of somebody else, whoever he is."""
    number = identity_number(ord(full_name[-1]) % 800 + 100)
    who = applicant(full_name=full_name, identity_number=number)
    return granted_case(counter, applicant=who, opponents=opponents)


@pytest.fixture
def case(counter: Counter) -> str:
    """The case of 阿依古丽·买买提 against 示范建筑（集团）有限公司, handled by a lawyer."""
    name = granted_case(
        counter, applicant=applicant(full_name="阿依古丽·买买提"), opponents=["示范建筑（集团）有限公司", "王𠮷祥"]
    )
    assign_to_lawyer(counter, name)
    return name


@pytest.mark.parametrize("word", WORDS)
def test_a_case_is_found_by_what_its_people_type(counter: Counter, case: str, word: str) -> None:
    another_case(counter, "丙丁戊")
    assert case in found(counter, word)


@pytest.mark.parametrize(
    "word", ["买筑", "提示", "%%", "%买提%", "买_提", "_建", "\\\\", "''", "'or 1=1", "买提 龘龘", "司王"]
)
def test_nothing_is_found_by_what_stands_nowhere(counter: Counter, case: str, word: str) -> None:
    assert case.startswith("cases/")
    assert found(counter, word) == []


def test_signs_of_a_pattern_are_found_as_they_stand(counter: Counter) -> None:
    name = granted_case(counter, opponents=["百分%之_十商店\\'"])
    another_case(counter, "丙丁戊", opponents=["百分之十商店"])
    assert [found(counter, word) for word in ("分%", "%之", "之_", "_十", "店\\", "\\'")] == [[name]] * 6


@pytest.mark.parametrize("word", ["买", " 买 ", "《买》", "买提 建", "（）", "，，", "%"])
def test_a_single_character_is_refused(counter: Counter, word: str) -> None:
    answer = refused(lambda: found(counter, word))
    assert (answer.code, answer.violations) == (grpc.StatusCode.INVALID_ARGUMENT, {"query": "QUERY_TOO_SHORT"})
    assert "每个检索词至少2个字".encode() in answer.wire


def test_a_long_query_and_many_words_are_refused(counter: Counter) -> None:
    for word, reason in (("买" * 51, "STRING_MAX_LEN"), ("甲乙 丙丁 戊己 庚辛 壬癸 子丑", "QUERY_TOO_MANY_WORDS")):
        answer = refused(lambda word=word: found(counter, word))  # type: ignore[misc]
        assert answer.violations == {"query": reason}


def test_other_divisions_find_nothing(counter: Counter, case: str) -> None:
    neighbour = counter.door.person("legal_aid_clerk", divisions=("990103",))
    above = counter.door.person("legal_aid_head", divisions=("990100",))
    assert (found(counter, "买提", neighbour), found(counter, "买提", above)) == ([], [case])


def test_who_may_not_read_the_application_does_not_find_by_it(counter: Counter, case: str) -> None:
    officer = counter.person("supervision_officer", subject="officer")
    assert [found(counter, word, officer) for word in ("买提", "建筑", "援案", "律师")] == [[], [], [case], [case]]
    assert found(counter, "律师 买提", officer) == []


def test_who_finds_by_the_source_may_read_it() -> None:
    """The roles of the search are those that the contract lets read case, application and notice."""
    modules = (application_service_pb2, case_service_pb2, notice_service_pb2)
    methods = ("ApplicationService.GetApplication", "CaseService.ListCases", "NoticeService.GetNotice")
    readers = [
        {*module.DESCRIPTOR.services_by_name[service].methods_by_name[rpc].GetOptions().Extensions[access_pb2.access].roles}
        for module, (service, rpc) in zip(modules, (one.split(".") for one in methods), strict=True)
    ]  # fmt: skip
    assert set.intersection(*readers) == SOURCE_READERS


def test_a_corrected_name_is_found_and_the_wrong_one_is_not(counter: Counter) -> None:
    case = read_case(counter, granted_case(counter, applicant=applicant(full_name="阿依古丽")))
    act(counter, "correct", case.application, applicant=applicant(full_name="热依汗"))
    assert (found(counter, "古丽"), found(counter, "依汗")) == ([], [case.name])


def test_what_happens_later_is_found(counter: Counter, case: str) -> None:
    for action in ("recordAgreement", "recordMeeting"):
        act_on(counter, action, case)
    act_on(
        counter, "enterStage", case, authority_name="示范市第九中级人民法院", authority_case_number="（2026）滇民终88号"
    )
    assert [found(counter, word) for word in ("九中", "滇民终88", "(2026)滇民终８８号")] == [[case]] * 3


def test_a_notified_case_is_found_by_person_authority_and_document(counter: Counter) -> None:
    taken = notify(counter)
    name = counter.call("ListCases", counter.clerk, notice=taken.name).cases[0].name
    for text in (taken.person.full_name, taken.authority_name, taken.authority_document, taken.number):
        assert name in found(counter, text)


def test_pages_go_on_with_the_same_query_only(counter: Counter) -> None:
    names = [another_case(counter, f"甲乙丙{sign}") for sign in "子丑寅卯"]
    first = counter.call("ListCases", counter.clerk, query="乙丙", page_size=3)
    rest = counter.call("ListCases", counter.clerk, query="乙丙", page_size=3, page_token=first.next_page_token)
    assert [one.name for one in (*first.cases, *rest.cases)] == names
    other = refused(
        lambda: counter.call("ListCases", counter.clerk, query="甲乙", page_token=first.next_page_token)
    )  # fmt: skip
    assert other.violations == {"page_token": "PAGE_TOKEN_INVALID"}


def test_other_filters_hold_as_well(counter: Counter, case: str) -> None:
    other = another_case(counter, "丙买提")
    application = read_case(counter, other).application
    assert (found(counter, "买提", application=application), found(counter, "买提")) == ([other], [case, other])


def test_cases_from_before_are_indexed_by_a_job_once(counter: Counter, case: str) -> None:
    notified = notify(counter)
    service = counter.door.service
    with service.database.write() as session:
        before = sorted(map(tuple, session.execute(sa.select(TABLE.c.case, TABLE.c.part, TABLE.c.text))))
        session.execute(sa.delete(TABLE).where(TABLE.c.case == case))
        session.execute(sa.update(TABLE).values(form=0, text="旧"))
    assert found(counter, "买提") == []
    for changed in (2, 0):
        with service.database.write() as session:
            assert index_cases(service.open_tx(session, principal=service.principal, cause="job")) == changed
    with service.database.read() as session:
        after = sorted(map(tuple, session.execute(sa.select(TABLE.c.case, TABLE.c.part, TABLE.c.text))))
    assert (after, len(found(counter, notified.person.full_name))) == (before, 1)


def test_pairs_do_not_cross_texts_and_forms_are_one() -> None:
    assert set(pairs_of("甲乙丙\n丁\n戊己")) == {"甲乙", "乙丙", "戊己"}
    assert plain("Ａbc　（①）·㍿") == "abc1株式会社"
