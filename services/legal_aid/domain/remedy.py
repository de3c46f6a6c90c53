"""What a person may do against a decision, as it is printed on it (LA-02, LA-32, LA-38, LA-39)."""

from __future__ import annotations

from collections.abc import Callable

from services.legal_aid.domain.eligibility import Cite, Outcome

CONSULTATION = "可以就该事项获得免费法律咨询，无须审查经济状况。"


def remedies(outcome: Outcome, bureau: str, cite: Cite) -> tuple[str, ...]:
    """In the order in which they are printed; empty when there is nothing to complain of."""
    return _REMEDIES[outcome](bureau or "设立本机构的司法行政部门", cite)


def _against_institution(bureau: str, cite: Cite) -> tuple[str, ...]:
    return (
        f"对本决定有异议的，可以向{bureau}提出（{cite('LA-38')}）。",
        CONSULTATION,
    )


def _against_bureau(_bureau: str, cite: Cite) -> tuple[str, ...]:
    return (
        "对本决定不服的，可以自知道之日起六十日内依法申请行政复议。",
        "也可以自知道之日起六个月内依法向人民法院提起行政诉讼。",
        "申请行政复议后对复议决定不服的，可以自收到复议决定书之日起十五日内提起行政诉讼。",
        f"以上权利的依据：{cite('LA-39')}。",
    )


def _complete(_bureau: str, cite: Cite) -> tuple[str, ...]:
    return (f"请及时补办法律援助申请手续；经审查不符合条件的，将终止法律援助（{cite('LA-37')}）。",)


def _none(_bureau: str, _cite: Cite) -> tuple[str, ...]:
    return ()


_REMEDIES: dict[Outcome, Callable[[str, Cite], tuple[str, ...]]] = {
    Outcome.GRANT: _none,
    Outcome.ORDER_GRANT: _none,
    Outcome.REFUSE: _against_institution,
    Outcome.TERMINATE: _against_institution,
    Outcome.UPHOLD: _against_bureau,
    Outcome.PROVISIONAL: _complete,
    Outcome.REFER: lambda _bureau, _cite: ("请向有管辖权的法律援助机构提出申请。", CONSULTATION),
}
