"""How a grant or a notice opens a case: its type, its stage, who stands on which side (LA-33, LA-34, LA-66).

It must not judge the application again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from chassis.kernel.age import reached
from services.legal_aid.domain.application import Application
from services.legal_aid.domain.case import Case, StageEntry
from services.legal_aid.domain.case_search import text_of_application, text_of_notice
from services.legal_aid.domain.case_words import CaseStage, CaseState
from services.legal_aid.domain.matter import NO_MEANS_CONDITION, Matter
from services.legal_aid.domain.notice import ADULT_YEARS, Notice
from services.legal_aid.domain.notice_category import NoticeCategory
from services.legal_aid.domain.place import Track
from services.legal_aid.domain.qualification import CaseType, PossiblePenalty

LABOUR = frozenset({Matter.LABOUR_PAY, Matter.LABOUR_RELATION, Matter.WORK_INJURY})
ADMINISTRATIVE = frozenset({Matter.SOCIAL_INSURANCE_OR_ASSISTANCE, Matter.DEATH_OR_DISABILITY_PENSION})
TYPE_OF = {
    Matter.CRIMINAL_DEFENCE: CaseType.CRIMINAL_DEFENCE,
    Matter.CRIMINAL_VICTIM: CaseType.CRIMINAL_REPRESENTATION,
    Matter.PRIVATE_PROSECUTION: CaseType.CRIMINAL_REPRESENTATION,
    Matter.CRIMINAL_CIVIL_CLAIM: CaseType.CRIMINAL_REPRESENTATION,
    Matter.STATE_COMPENSATION: CaseType.STATE_COMPENSATION,
    Matter.COMPENSATION_AFTER_ACQUITTAL: CaseType.STATE_COMPENSATION,
    **dict.fromkeys(ADMINISTRATIVE, CaseType.ADMINISTRATIVE),
}


def case_type_of(matter: Matter, track: Track) -> CaseType:
    """The form of service that a granted matter takes (LA-01).

    Outside litigation, labour matters go to arbitration and others to nobody.
    """
    if matter in TYPE_OF:
        return TYPE_OF[matter]
    if track is Track.LITIGATION:
        return CaseType.CIVIL
    return CaseType.LABOUR_MEDIATION_ARBITRATION if matter in LABOUR else CaseType.NON_LITIGATION


def stage_of(case_type: CaseType, matter: Matter, track: Track) -> CaseStage:
    """The first stage; an authority's stage is entered later (`enterStage`)."""
    if matter is Matter.RETRIAL:
        return CaseStage.RETRIAL
    if case_type is CaseType.LABOUR_MEDIATION_ARBITRATION:
        return CaseStage.ARBITRATION
    if case_type is CaseType.CRIMINAL_DEFENCE:
        return CaseStage.INVESTIGATION
    return CaseStage.TRIAL_1 if track is Track.LITIGATION else CaseStage.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a grant or a notice says about the case it opens."""

    institution: str
    division: str
    application: str
    notice: str
    case_type: CaseType
    stage: CaseStage
    matter: Matter | None
    mandatory: bool
    minor: bool
    possible_penalty: PossiblePenalty | None
    recipient_key: str
    recipient_name_key: str
    opponents: tuple[str, ...]
    authority_name: str
    authority_case_number: str
    opened_date: dt.date
    pick_until_date: dt.date | None
    source_text: str


def opening_of_application(application: Application, *, on: dt.date, pick_until: dt.date) -> Opening:
    """The case of a granted application, also of one with provisional aid (LA-33, LA-36).

    Until `pick_until` the recipient is asked first whom he picks (LA-134).
    """
    track = application.place.track
    case_type = case_type_of(application.matter, track)
    return Opening(
        institution=application.institution,
        division=application.division,
        application=application.name,
        notice="",
        case_type=case_type,
        stage=stage_of(case_type, application.matter, track),
        matter=application.matter,
        mandatory=False,
        minor=False,
        possible_penalty=None,
        recipient_key=identity_key(application.applicant.identity_number),
        recipient_name_key=party_key(application.applicant.full_name),
        opponents=application.opponents,
        authority_name="",
        authority_case_number="",
        opened_date=on,
        pick_until_date=pick_until,
        source_text=text_of_application(application),
    )


def opening_of_notice(notice: Notice) -> Opening:
    """The case of a notice, whatever the means of the person (LA-13, LA-34)."""
    medical = notice.category is NoticeCategory.COMPULSORY_MEDICAL
    born = notice.person.birth_date
    minor = born is not None and not reached(born, ADULT_YEARS, notice.received_date)
    return Opening(
        institution=notice.institution,
        division=notice.division,
        application="",
        notice=notice.name,
        case_type=CaseType.COMPULSORY_MEDICAL if medical else CaseType.CRIMINAL_DEFENCE,
        stage=CaseStage[notice.stage.name],
        matter=None,
        mandatory=notice.mandatory,
        minor=minor or notice.category is NoticeCategory.MINOR,
        possible_penalty=penalty_of(notice),
        recipient_key=identity_key(notice.person.identity_number),
        recipient_name_key=party_key(notice.person.full_name),
        opponents=(),
        authority_name=notice.authority_name,
        authority_case_number=notice.authority_case_number,
        opened_date=notice.received_date,
        pick_until_date=None,
        source_text=text_of_notice(notice),
    )


def begin_case(opening: Opening, *, name: str, number: str, now: dt.datetime) -> Case:
    """A new case in its first stage, which a unit is to be assigned to."""
    entered = StageEntry(
        stage=opening.stage,
        entered_date=opening.opened_date,
        authority_name=opening.authority_name,
        authority_case_number=opening.authority_case_number,
    )
    return Case(
        name=name, number=number, institution=opening.institution, division=opening.division,
        application=opening.application, notice=opening.notice, case_type=opening.case_type, stage=opening.stage,
        stages=(entered,), matter=opening.matter, mandatory=opening.mandatory,
        no_means_condition=opening.matter in NO_MEANS_CONDITION, minor=opening.minor,
        possible_penalty=opening.possible_penalty, party_divisions=(), recipient_key=opening.recipient_key,
        recipient_name_key=opening.recipient_name_key,
        opponent_keys=tuple(sorted({party_key(one) for one in opening.opponents})),
        authority_name=opening.authority_name, authority_case_number=opening.authority_case_number,
        state=CaseState.TO_ASSIGN, flags=(), opened_date=opening.opened_date,
        pick_until_date=opening.pick_until_date, ended_date=None, end_basis=None,
        missing_items=(), file_accepted_date=None, grade=None, termination=None, assignments=(), deadlines=(),
        steps=(), create_time=now, update_time=now, etag="1",
    )  # fmt: skip


def penalty_of(notice: Notice) -> PossiblePenalty | None:
    """The heaviest penalty that the category speaks of; life and death ask the same of the lawyer (LA-51)."""
    return {
        NoticeCategory.LIFE_OR_DEATH: PossiblePenalty.LIFE,
        NoticeCategory.DEATH_REVIEW: PossiblePenalty.DEATH_REVIEW,
    }.get(notice.category)


def identity_key(number: str) -> str:
    """The same person has the same key (LA-95); empty when the number is not known."""
    return hashlib.sha256(f"identity\x1f{number}".encode()).hexdigest() if number else ""


def party_key(full_name: str) -> str:
    """The same name has the same key; conflicts are looked for without reading names (LA-66)."""
    return hashlib.sha256(f"party\x1f{full_name}".encode()).hexdigest()
