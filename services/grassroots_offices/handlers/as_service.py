"""Do a part of a unit of work as this service itself. It must not widen what a caller may see."""

from chassis.acting import acting_as

as_service = acting_as("grassroots_offices")
