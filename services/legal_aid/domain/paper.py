"""Papers of an application: what is needed, what is missing, the receipt (LA-07 to LA-09).

It must not ask for a hardship certificate: the law forbids to demand one.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from services.legal_aid.domain.eligibility import is_exempt
from services.legal_aid.domain.matter import NO_MEANS_CONDITION, Matter
from services.legal_aid.domain.means import Means
from services.legal_aid.domain.person import Agent, Applicant, needs_agent


class PaperKind(enum.Enum):
    """A paper that is handed in or asked for; the value is its printed name."""

    APPLICATION_FORM = "法律援助申请表"
    ORAL_RECORD = "口头申请笔录"
    IDENTITY_DOCUMENT = "身份证明"
    AGENT_AUTHORITY = "有代理权的证明"
    HARDSHIP_STATEMENT = "经济困难状况说明表"
    INTEGRITY_PLEDGE = "个人诚信承诺书"
    EXEMPTION_PROOF = "免予核查经济困难状况的证明"
    NO_MEANS_PROOF = "不受经济困难条件限制的证明"
    MATTER_PAPERS = "与申请事项有关的案件材料"
    INCOME_PROOF = "申请人自愿提供的收入证明"
    OTHER = "其他材料"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper as it was handed in; `received_date` None means with the command it came with."""

    kind: PaperKind
    title: str
    pages: int
    received_date: dt.date | None


def missing_papers(
    applicant: Applicant, agent: Agent | None, matter: Matter, means: Means, papers: tuple[Paper, ...]
) -> tuple[PaperKind, ...]:
    """What LA-07 asks for and is not there, in the order of the list; a recorded oral application is a form (LA-08).

    Nothing is missing of a matter outside the scope: it can be refused as it is.
    """
    if matter is Matter.OUTSIDE_SCOPE or applicant.is_organisation:
        return ()
    there = {paper.kind for paper in papers}
    if agent is None:
        there.discard(PaperKind.AGENT_AUTHORITY)
    return tuple(kind for kind in _needed(applicant, agent, matter, means, there) if kind not in there)


def _needed(
    applicant: Applicant, agent: Agent | None, matter: Matter, means: Means, there: set[PaperKind]
) -> Iterator[PaperKind]:
    """What is needed in any case (LA-07); a statement of hardship and a pledge unless the means are exempt (LA-29)."""
    if PaperKind.ORAL_RECORD not in there:
        yield PaperKind.APPLICATION_FORM
    yield PaperKind.IDENTITY_DOCUMENT
    if agent is not None or needs_agent(applicant):
        yield PaperKind.AGENT_AUTHORITY
    if matter in NO_MEANS_CONDITION:
        yield PaperKind.NO_MEANS_PROOF
    elif not is_exempt(matter, means):
        yield PaperKind.HARDSHIP_STATEMENT
        if not (means.pledge_signed or means.verified_by_data):
            yield PaperKind.INTEGRITY_PLEDGE
    yield PaperKind.MATTER_PAPERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The voucher for papers."""

    name: str
    number: str
    papers: tuple[Paper, ...]
    text: str


def receipt(name: str, institution: str, number: str, papers: tuple[Paper, ...]) -> Receipt:
    """The voucher that lists names, pages and date of the papers (LA-09)."""
    lines = [institution, "法律援助申请材料收讫凭证", f"受理号：{number}", ""]
    for place, paper in enumerate(papers, start=1):
        pages = f"，{paper.pages}页" if paper.pages else ""
        lines.append(f"{place}. {paper.title or paper.kind.value}{pages}，收到日期：{paper.received_date}")
    return Receipt(name=name, number=number, papers=papers, text="\n".join([*lines, f"共{len(papers)}件。", ""]))
