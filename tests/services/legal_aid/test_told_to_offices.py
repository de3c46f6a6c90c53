"""What legal_aid tells of a closed case names office and practitioner as grassroots_offices does (XF-14)."""

from __future__ import annotations

from google.protobuf.field_mask_pb2 import FieldMask

from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import act_on, co_handler
from tests.services.legal_aid.partners import PRACTITIONER, THEIR_OFFICE
from tests.services.legal_aid.providers import update
from tests.services.legal_aid.test_events import told
from tests.services.legal_aid.test_pairing import ON, paired

NAMED = FieldMask(paths=["external_name"])


def test_a_share_is_told_under_the_names_that_the_partner_has(counter: Counter) -> None:
    case, who = paired(counter), co_handler(counter)
    office = counter.call("GetHandlingUnit", counter.head, name=who.unit)
    who.external_name, office.external_name = PRACTITIONER, THEIR_OFFICE
    update(counter.door, who, "external_name")
    counter.call("UpdateHandlingUnit", counter.head, handling_unit=office, update_mask=NAMED)
    for action in ON:
        act_on(counter, action, case.name)
    shares = [(one.office, one.practitioner, one.share_bp) for _, one in told(counter, "ClosingFileAccepted")]
    assert shares == [("", "", 6000), (THEIR_OFFICE, PRACTITIONER, 4000)]
