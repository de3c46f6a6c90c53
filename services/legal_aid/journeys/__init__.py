"""Demonstrations of legal aid over HTTP: a person's request from the door to the remedy, and what others see of it.

It must not look into a database.
"""

from chassis.journey import Journey, KeyWish
from services.legal_aid.journeys.cases import Cases
from services.legal_aid.journeys.complaint import Complaint
from services.legal_aid.journeys.contact import Contact
from services.legal_aid.journeys.front_desk import FrontDesk
from services.legal_aid.journeys.intake import Intake
from services.legal_aid.journeys.remedies import Remedies
from services.legal_aid.journeys.special import Special

COURT = KeyWish(
    who="court",
    service="legal_aid",
    holder="示范区人民法院",
    authority_type="COURT",
    role="authority",
    division="990102",
)
JOURNEYS = (
    Journey(name="legal-aid-intake", run=lambda recorder: Intake(recorder).run()),
    Journey(name="legal-aid-remedies", run=lambda recorder: Remedies(recorder).run()),
    Journey(name="legal-aid-special", run=lambda recorder: Special(recorder).run(), keys=(COURT,)),
    Journey(name="legal-aid-cases", run=lambda recorder: Cases(recorder).run()),
    Journey(name="legal-aid-complaint", run=lambda recorder: Complaint(recorder).run()),
    Journey(name="legal-aid-contact", run=lambda recorder: Contact(recorder).run()),
    Journey(name="front-desk", run=lambda recorder: FrontDesk(recorder).run()),
)
