"""Demo data of the embedded profile: every service writes its own, through its own handlers.

It must not run in production, and running it again adds nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypedDict, cast

from chassis.clock import random_id
from chassis.district.generate import City, District, generate
from chassis.manifest import ServiceManifest, load_name
from chassis.principal import Principal
from chassis.service import open_service
from chassis.settings import Settings
from chassis.tx import Tx

DEMO_PROVINCE = "990000"


class ShownAccount(TypedDict):
    """What a person needs to sign in to the demo."""

    account: str
    password: str
    name: str
    roles: list[str]


Seed = Callable[[Tx, tuple[District, ...]], list[ShownAccount]]
SCALES = ("district", "city")


def seed_services(manifests: list[ServiceManifest], settings: Settings, *, scale: str) -> list[ShownAccount]:
    """Run the seeds of the services, one transaction each; writes and returns the accounts to show."""
    districts = demo_districts(scale)
    shown: list[ShownAccount] = []
    for manifest in manifests:
        name = manifest.load_wiring().seed
        if name:
            shown += _seed(manifest, settings, cast("Seed", load_name(name)), districts)
    file = settings.var / "run" / "accounts.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(shown, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return shown


def demo_districts(scale: str) -> tuple[District, ...]:
    """The district of F-19 alone, or the thirteen of its city; ValueError for another scale."""
    if scale not in SCALES:
        raise ValueError(f"scale is {' or '.join(SCALES)}")
    made: District | City = generate(scale="city") if scale == "city" else generate()
    return made.districts if isinstance(made, City) else (made,)


def _seed(
    manifest: ServiceManifest, settings: Settings, seed: Seed, districts: tuple[District, ...]
) -> list[ShownAccount]:
    service = open_service(manifest, settings)
    seeder = Principal(
        subject=f"svc:{service.name}", name="seed", roles=frozenset({"service"}), divisions=(DEMO_PROVINCE,)
    )
    with service.database.write() as session:
        shown = seed(service.open_tx(session, principal=seeder, cause=random_id()), districts)
    service.database.close()
    return shown
