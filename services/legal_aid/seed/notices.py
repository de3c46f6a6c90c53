"""Let one scripted notice of last year happen, through the same handlers as a real one. It must not refuse any."""

from __future__ import annotations

from chassis.district import cases
from chassis.tx import Tx
from services.legal_aid.domain.notice import NoticeDraft, NotifiedPerson
from services.legal_aid.domain.notice_category import AuthorityType, NoticeCategory, Procedure, Stage
from services.legal_aid.handlers.notice import create_notice
from services.legal_aid.seed.actors import acting
from services.legal_aid.seed.handling import play_case


def play_notice(tx: Tx, case: cases.DefenceNotice, place: int) -> None:
    """Take it on its day; the institution assigns the same day. `place` counts the scripted notices."""
    draft = NoticeDraft(
        institution=f"institutions/{case.institution}",
        authority_type=AuthorityType[case.authority_type],
        authority_name=case.authority_name,
        authority_document=case.authority_document,
        authority_case_number=case.authority_case_number,
        category=NoticeCategory[case.category],
        procedure=Procedure[case.procedure],
        stage=Stage[case.stage],
        person=NotifiedPerson(
            full_name=case.subject.full_name,
            identity_number=case.subject.identity_number,
            birth_date=case.subject.born,
        ),
        discovered_date=case.discovered_on,
        received_date=None,
        hearing_date=case.hearing_on,
        case_papers_attached=True,
        entry_reason="",
    )
    taken = create_notice(acting(tx, "clerk", case.received_on), draft)
    play_case(tx, taken.name, case.received_on, place)
