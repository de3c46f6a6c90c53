"""What stands in a written decision: number, reasons, rules, provisions, figures and remedies (LA-32, LA-39)."""

from __future__ import annotations

import hashlib

import pytest
from sifa.legal_aid.v1 import decision_pb2 as pb

from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.papers import MAKERS, RICH
from tests.services.legal_aid.routes import reviewed
from tests.services.legal_aid.steps import UPHOLD

KIND_WORDS = {
    pb.OUTCOME_GRANT: ("援", "给予法律援助决定书"),
    pb.OUTCOME_REFUSE: ("不援", "不予法律援助决定书"),
    pb.OUTCOME_PROVISIONAL: ("先援", "先行提供法律援助决定书"),
    pb.OUTCOME_TERMINATE: ("终", "终止法律援助决定书"),
    pb.OUTCOME_UPHOLD: ("复", "法律援助异议审查决定书"),
    pb.OUTCOME_ORDER_GRANT: ("复", "法律援助异议审查决定书"),
}
WITH_REMEDIES = {pb.OUTCOME_REFUSE, pb.OUTCOME_TERMINATE, pb.OUTCOME_UPHOLD, pb.OUTCOME_PROVISIONAL}
REFUSAL = """\
玄法援法律援助中心
不予法律援助决定书
（2026）玄法援不援字第1号

申请人：王㐂
申请受理号：（2026）玄法援受字第1号
收到申请日期：2026年6月15日
申请事项：请求支付劳动报酬

经审查：
1. 人均收入超过经济困难标准。（依据：办理法律援助案件程序规定（2012年）第十五条第一项；规则LA-24）
核查收入每月4200.01元，3人；相应标准为每月4200.00元。
适用标准：演示用虚构标准：城镇居民最低生活保障标准的2倍（自2020年1月1日起执行）
适用标准：演示用虚构数字：每人每月700.00元（自2020年1月1日起执行）

决定不予法律援助。

权利告知：
1. 对本决定有异议的，可以向设立本机构的司法行政部门提出（法律援助法第四十九条）。
2. 可以就该事项获得免费法律咨询，无须审查经济状况。

签发人：张工
玄法援法律援助中心
2026年6月15日
"""
UPHELD = """\
司法行政部门
法律援助异议审查决定书
（2026）玄法援复字第1号

申请人：王㐂
申请受理号：（2026）玄法援受字第1号
收到申请日期：2026年6月15日
申请事项：其他事项
异议所涉决定：玄法援法律援助中心（2026）玄法援不援字第1号

经审查：
1. 原决定认定事实清楚，适用规定正确。（依据：法律援助法第四十九条；规则LA-38）

维持原决定。

权利告知：
1. 对本决定不服的，可以自知道之日起六十日内依法申请行政复议。
2. 也可以自知道之日起六个月内依法向人民法院提起行政诉讼。
3. 申请行政复议后对复议决定不服的，可以自收到复议决定书之日起十五日内提起行政诉讼。
4. 以上权利的依据：法律援助法第四十九条，行政复议法第二十条，行政诉讼法第四十五条、第四十六条。

签发人：张工
司法行政部门
2026年6月15日
"""


@pytest.mark.rule("LA-32", "LA-24")
def test_a_refusal_is_printed_word_for_word_as_this_form_lays_down(counter: Counter) -> None:
    assert counter.decide(counter.receive(**RICH).name).decision.text == REFUSAL


@pytest.mark.rule("LA-39")
def test_an_upheld_decision_prints_the_three_remedies_of_the_law(counter: Counter) -> None:
    decision = reviewed(counter, UPHOLD).decision
    assert decision.text == UPHELD
    assert [("六十日" in one, "六个月" in one, "十五日" in one) for one in decision.remedies[:3]] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", MAKERS)
def test_every_paper_bears_title_number_date_and_hash(counter: Counter, kind: str) -> None:
    decision = MAKERS[kind](counter)
    word, title = KIND_WORDS[decision.outcome]
    assert decision.number.startswith(f"（2026）玄法援{word}字第")
    assert [decision.text.split("\n")[place] for place in (1, 2)] == [title, decision.number]
    assert decision.text.endswith("2026年6月15日\n")
    assert decision.text_sha256 == hashlib.sha256(decision.text.encode()).hexdigest()


@pytest.mark.rule("LA-32")
@pytest.mark.parametrize("kind", MAKERS)
def test_every_reason_remedy_and_parameter_stands_in_the_paper_with_its_source(counter: Counter, kind: str) -> None:
    decision = MAKERS[kind](counter)
    assert decision.reasons
    for reason in decision.reasons:
        assert f"{reason.text}（依据：{reason.citation}；规则{reason.rule_id}）" in decision.text
    assert all(remedy in decision.text for remedy in decision.remedies)
    assert all(parameter.citation in decision.text for parameter in decision.parameters)


@pytest.mark.rule("LA-02", "LA-32", "LA-38", "LA-39")
@pytest.mark.parametrize("kind", MAKERS)
def test_remedies_are_told_where_there_is_something_to_complain_of(counter: Counter, kind: str) -> None:
    decision = MAKERS[kind](counter)
    assert bool(decision.remedies) == (decision.outcome in WITH_REMEDIES)
    assert ("权利告知" in decision.text) == bool(decision.remedies)


def test_the_signer_is_who_decided(counter: Counter) -> None:
    by_head = counter.decide(counter.receive().name).decision.signer
    assert (by_head, reviewed(counter, UPHOLD).decision.signer) == (
        "legal_aid_head-990102",
        "objection_reviewer-990102",
    )


def test_a_decision_can_be_read_and_listed_by_application_and_outcome(counter: Counter) -> None:
    upheld = reviewed(counter, UPHOLD)
    counter.decide(counter.receive().name)
    assert counter.call("GetDecision", counter.chief, name=upheld.decision.name) == upheld.decision
    about = counter.call("ListDecisions", counter.clerk, application=upheld.name).decisions
    assert [one.outcome for one in about] == [pb.OUTCOME_REFUSE, pb.OUTCOME_UPHOLD]
    refusals = counter.call("ListDecisions", counter.clerk, outcome=pb.OUTCOME_REFUSE).decisions
    assert [one.name for one in refusals] == [about[0].name]
