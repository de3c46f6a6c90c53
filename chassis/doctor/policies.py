"""Checks of the bureau's own policy packs. It must not interpret a value."""

from __future__ import annotations

from chassis.doctor.check import Check, Looks, failure, warning
from chassis.doctor.installation import Installation
from chassis.manifest import ManifestError
from chassis.policy_files import policy_folders, read_book


def look_at_policies(installation: Installation) -> Looks:
    """The folder, its sub-folders, and whether each service's packs load."""
    folder = installation.settings.policy_dir
    if folder is not None and not folder.is_dir():
        yield failure(f"{folder} is no folder")
    elif folder is not None:
        strangers = sorted(path.name for path in folder.iterdir() if path.name not in installation.installed)
        if strangers:
            yield warning(f"of no installed service: {', '.join(strangers)}")
    for manifest in installation.named:
        try:
            read_book(policy_folders(manifest, installation.settings))
        except ManifestError as error:
            yield failure(f"packs of {manifest.name} do not load: {error}")


POLICIES = Check(
    "policy-packs", look_at_policies, "A service with a bad pack does not start; one in the wrong folder never counts.",
    "One folder per service below SIFA_POLICY_DIR, named like the service; `sifa check` tells every fault.",
)  # fmt: skip
