"""Who has to put something right, and whether practice can be held at all (SV-76). It must not know a register."""

from __future__ import annotations

import enum

from chassis.kernel.errors import RuleViolated


class SubjectType(enum.Enum):
    """Kinds of subjects; registers name the first five."""

    LAW_FIRM = enum.auto()
    LAWYER = enum.auto()
    OFFICE = enum.auto()
    PRACTITIONER = enum.auto()
    INSTITUTION = enum.auto()
    JUDICIAL_OFFICE = enum.auto()
    MEDIATION_CENTRE = enum.auto()
    CIVIL_SERVANT = enum.auto()
    MEDIATION_ORGANISATION = enum.auto()
    SOCIAL_ORGANISATION = enum.auto()
    NOTARY_OFFICE = enum.auto()


_T = SubjectType
COLLECTIONS = {
    _T.LAW_FIRM: "handlingUnits", _T.LAWYER: "handlers", _T.OFFICE: "offices", _T.PRACTITIONER: "practitioners",
    _T.INSTITUTION: "institutions",
}  # fmt: skip
PRACTISING = frozenset({_T.LAW_FIRM, _T.LAWYER, _T.OFFICE, _T.PRACTITIONER})


def practises(kind: SubjectType) -> bool:
    """Only who practises can be held; for everybody else accountability is proposed (SV-76)."""
    return kind in PRACTISING


def check_subject(kind: SubjectType, subject: str) -> None:
    """Raise SUBJECT_MISMATCH when the name is not one of the register of such subjects (SV-76)."""
    if subject.partition("/")[0] != COLLECTIONS.get(kind, ""):
        raise RuleViolated(
            "SUBJECT_MISMATCH",
            "整改对象的类别与编号不符（SV-76）：律所填 handlingUnits/…，律师填 handlers/…，基层所填 offices/…，"
            "基层法律服务工作者填 practitioners/…，法律援助机构填 institutions/…，其他对象不填编号。请核对 subject。",
            rules=("SV-76",),
        )
