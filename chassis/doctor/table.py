"""All checks in the order in which they are told. It must not hold a check itself."""

from __future__ import annotations

from chassis.doctor import backends, broker, databases, flow, keys, machine, policies
from chassis.doctor.check import Check
from chassis.doctor.examine import Examination
from chassis.doctor.installation import Installation, Patient

OF_INSTALLATION: tuple[Check[Installation], ...] = (
    keys.FOLDER_MODE, keys.PAGE_SECRET, keys.ISSUER_PAIR, policies.POLICIES, backends.PROVIDER, backends.PORTS,
    broker.BROKER, broker.RESOURCES,
)  # fmt: skip
OF_SERVICE: tuple[Check[Patient], ...] = (
    keys.OWN_PAIR, keys.SEAL, keys.CALLERS, *databases.OF_DATABASE, *flow.OF_FLOW, broker.QUEUES, backends.SOURCES,
    backends.BACKEND, backends.IMAGE,
)  # fmt: skip


def examinations(installation: Installation) -> list[Examination]:
    """Every check of the installation and of each named service."""
    settings = installation.settings
    every = [Examination(check, "", settings) for check in machine.OF_SETTINGS]
    every += [Examination(check, "", installation) for check in OF_INSTALLATION]
    for manifest in installation.named:
        patient = Patient(installation, manifest)
        every += [Examination(check, manifest.name, patient) for check in OF_SERVICE]
    return every
