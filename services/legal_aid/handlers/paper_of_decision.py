"""Make a written decision from its inputs, write down what it relied on, and compute it again.

It must not change an application.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from chassis.kept_packs import load_pack_content
from chassis.kernel.errors import NotFound, RuleViolated
from chassis.kernel.policy import Pack, Parameter, PolicyBook
from chassis.manifest import ManifestError
from chassis.policy_files import pack_from_content
from chassis.tx import Tx
from services.legal_aid.domain.application import Application
from services.legal_aid.domain.decision import KINDS, Decision, allow, refuse_other_outcome
from services.legal_aid.domain.decision_text import Replay, compared, print_decision, write_decision
from services.legal_aid.domain.evaluation import Citation, DecisionInputs, evaluate, remedies_of
from services.legal_aid.domain.institution import Institution
from services.legal_aid.handlers.institution import next_number
from services.legal_aid.persistence import decision as rows

# What a computation from kept evidence runs into when that evidence was changed: a pack with another hash, a provision
# or parameter that was not kept, a value that is none, a rule that would not have let the decision be made.
_DAMAGE = (ManifestError, RuleViolated, KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a decision is about; `replaces` names the paper that a corrected one stands for."""

    application: Application
    institution: Institution
    objection: str = ""
    replaces: Decision | None = None


class _Witness:
    """Remembers every provision and pack that a computation asked for."""

    def __init__(self, cite: Callable[[str], str], look: Callable[[str], Parameter]) -> None:
        self._cite, self._look = cite, look
        self.citations: dict[str, str] = {}
        self.parameters: dict[str, Parameter] = {}

    def cite(self, rule_id: str) -> str:
        return self.citations.setdefault(rule_id, self._cite(rule_id))

    def look(self, key: str) -> Parameter:
        return self.parameters.setdefault(key, self._look(key))

    def witnessed(self, inputs: DecisionInputs) -> DecisionInputs:
        return replace(
            inputs,
            citations=tuple(Citation(rule_id=key, text=text) for key, text in self.citations.items()),
            packs=tuple(sorted({parameter.sha256 for parameter in self.parameters.values()})),
        )


def issue_paper(tx: Tx, inputs: DecisionInputs, about: About) -> Decision:
    """Compute, number, print and keep a decision with all that it was computed from."""
    inputs = replace(inputs, signer_name=tx.principal.name)
    witness = _Witness(tx.cite, partial(tx.policy, division=inputs.facts.division, on=inputs.policy_date))
    finding = evaluate(inputs, witness.look, witness.cite)
    refuse_other_outcome(about.replaces, finding)
    remedies = remedies_of(finding, inputs, witness.cite)
    number = next_number(tx, about.institution, KINDS[finding.outcome])
    decision = write_decision(
        inputs,
        finding,
        remedies,
        name=f"decisions/{tx.new_id()}",
        application=about.application.name,
        objection=about.objection,
        replaces="" if about.replaces is None else about.replaces.name,
        number=number,
        signer=tx.principal.subject,
        now=tx.now,
    )
    for parameter in witness.parameters.values():
        tx.keep_pack(parameter)
    rows.insert_decision(tx.session, decision, witness.witnessed(inputs))
    return decision


def replay_decision(tx: Tx, name: str) -> Replay:
    """Compute a decision within the caller's divisions again; never from what is in force today.

    Raises NotFound and what `replay_paper` raises.
    """
    decision = rows.load_decision(tx.session, name, tx.principal)
    if decision is None:
        raise NotFound("决定书")
    return _replay(tx, decision)


def replay_paper(tx: Tx, name_or_number: str) -> tuple[Decision, Replay]:
    """Compute the paper with the name or document number again, wherever it was made: for those who run the database.

    Raises NotFound, DECISION_WITHOUT_INPUTS for papers from before inputs were kept, and DECISION_EVIDENCE_DAMAGED when
    what was kept is incomplete or does not fit together.
    """
    decision = rows.find_paper(tx.session, name_or_number)
    if decision is None:
        raise NotFound("决定书")
    return decision, _replay(tx, decision)


def _replay(tx: Tx, decision: Decision) -> Replay:
    try:
        inputs = rows.load_inputs(tx.session, decision.name)
        replay = None if inputs is None else _compute_again(tx, decision, inputs)
    except _DAMAGE as damage:
        raise RuleViolated(
            "DECISION_EVIDENCE_DAMAGED",
            "该决定书保存的计算依据不完整或者已被改动，无法重算（P-02）。请查阅纸质案卷，并请信息管理员核查备份。",
            rules=("P-02",),
        ) from damage
    if replay is None:
        raise RuleViolated("DECISION_WITHOUT_INPUTS", "该决定书未保存计算依据，无法重算（P-02）。请查阅纸质案卷。")
    return replay


def _compute_again(tx: Tx, decision: Decision, inputs: DecisionInputs) -> Replay:
    book = PolicyBook(_kept(tx, inputs.packs))
    cited = {one.rule_id: one.text for one in inputs.citations}
    look = partial(book.find, division=inputs.facts.division, on=inputs.policy_date)
    finding = evaluate(inputs, look, cited.__getitem__)
    remedies = remedies_of(finding, inputs, cited.__getitem__)
    return compared(decision, inputs, finding, remedies, print_decision(inputs, decision.number, finding, remedies))


def open_decision(tx: Tx, name: str, action: str, *, etag: str) -> Decision:
    """The decision, locked, if its state allows the action."""
    decision = rows.load_decision(tx.session, name, tx.principal, lock=True)
    if decision is None:
        raise NotFound("决定书")
    allow(decision, action, etag=etag)
    return decision


def _kept(tx: Tx, packs: tuple[str, ...]) -> list[Pack]:
    contents = {sha256: load_pack_content(tx.session, sha256) for sha256 in packs}
    return [pack_from_content(content, sha256=sha256) for sha256, content in contents.items() if content is not None]
