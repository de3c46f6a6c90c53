"""The public register between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import public_register_pb2
from sifa.grassroots_offices.v1 import public_register_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.public_register import PublicOffice, PublicPractitioner, RegisterDays

WHERE = ("page_size", "page_token", "division")
public_office_to_proto = to_message(PublicOffice, public_register_pb2.PublicOffice)
public_practitioner_to_proto = to_message(PublicPractitioner, public_register_pb2.PublicPractitioner)
read_days_of_offices = from_message(pb.ListPublicOfficesRequest, RegisterDays, left_out=WHERE)
read_days_of_practitioners = from_message(pb.ListPublicPractitionersRequest, RegisterDays, left_out=WHERE)
read_days_of_export = from_message(pb.ExportPublicRegisterRequest, RegisterDays)
