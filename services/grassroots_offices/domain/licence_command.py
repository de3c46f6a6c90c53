"""What is entered of an application after its filing: papers, opinion, reasons, decision. It must not weigh it."""

from __future__ import annotations

from dataclasses import dataclass

from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.licence_application import LicencePaper, RefusalGround


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSubmission(Documented):
    """Papers that came after the notice."""

    papers: tuple[LicencePaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOpinion(Documented):
    """The opinion as it is entered."""

    favourable: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned(Documented):
    """Something that needs reasons: an extension, the end of what cannot be completed."""

    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDecision(Documented):
    """The decision as it is entered."""

    granted: bool
    grounds: tuple[RefusalGround, ...]
    reasons: str
    issued_number: str
    credit_code: str
