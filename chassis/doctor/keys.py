"""Checks of the key folder: pairs, modes, secrets, the public keys of those who call.

It must not print a key or any part of one.
"""

from __future__ import annotations

import stat
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from chassis.auth.keys import ISSUER, KeyMissing, load_page_secret, load_private_key, load_public_key, load_seal
from chassis.doctor.check import Check, Looks, failure, warning
from chassis.doctor.installation import Installation, Patient
from chassis.sealing import sealed_with


def look_at_own_pair(patient: Patient) -> Looks:
    """The pair with which the service signs its calls to others."""
    yield from _pair(patient.settings.keys_dir, patient.name)


def look_at_issuer_pair(installation: Installation) -> Looks:
    """The pair of the embedded issuer, where there is one."""
    if installation.settings.oidc is None and ISSUER in {manifest.name for manifest in installation.named}:
        yield from _pair(installation.settings.keys_dir, ISSUER)


def look_at_page_secret(installation: Installation) -> Looks:
    """The secret under which page tokens are signed."""
    try:
        load_page_secret(installation.settings.keys_dir)
    except KeyMissing as error:
        yield failure(str(error))


def look_at_seal(patient: Patient) -> Looks:
    """The secret under which the service seals what only it may read, and whether its database was sealed with it."""
    try:
        seal = load_seal(patient.settings.keys_dir, patient.name)
    except KeyMissing as error:
        yield failure(str(error))
        return
    with patient.connection() as session:
        if not sealed_with(session, seal):
            yield failure(f"the database of {patient.name} was sealed with another secret")


def look_at_folder_mode(installation: Installation) -> Looks:
    """Whether others may list or change the folder."""
    folder = installation.settings.keys_dir
    if folder.is_dir() and folder.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        yield failure(f"other accounts may write to {folder}")


def look_at_callers(patient: Patient) -> Looks:
    """The public keys of the services that read this one's event log, and of the embedded issuer."""
    settings, installed = patient.settings, patient.installation.installed
    callers = {name for name, manifest in installed.items() if patient.name in manifest.sources}
    issuers = {ISSUER} if settings.oidc is None else set()
    for name in sorted(callers | issuers):
        if not _is_usable(settings.keys_dir, name):
            yield warning(f"no usable public key of {name}")


def _is_usable(folder: Path, name: str) -> bool:
    try:
        return load_public_key(folder, name) is not None
    except (OSError, ValueError):
        return False


def _pair(folder: Path, name: str) -> Looks:
    try:
        private = load_private_key(folder, name)
        public = load_public_key(folder, name)
    except KeyMissing as error:
        yield failure(str(error))
    except (OSError, ValueError, TypeError) as error:
        yield failure(f"a key file of {name} cannot be read: {type(error).__name__}")
    else:
        if public is None:
            yield failure(f"no public key of {name}")
        elif not _belong_together(private, public):
            yield failure(f"the private and the public key of {name} do not belong together")


def _belong_together(private: ec.EllipticCurvePrivateKey, public: ec.EllipticCurvePublicKey) -> bool:
    return private.public_key().public_numbers() == public.public_numbers()


_SIGNS = "Tokens are signed with the private key and checked with the public one; without both nobody believes a call."
OWN_PAIR = Check(
    "own-keys", look_at_own_pair, _SIGNS,
    "`sifa keys NAME` makes what is missing; a private key needs mode 0600 and its own public key beside it.",
)  # fmt: skip
ISSUER_PAIR = Check(
    "issuer-keys", look_at_issuer_pair, _SIGNS, "`sifa keys identity`, and mode 0600 for the private key."
)
PAGE_SECRET = Check(
    "page-token-secret", look_at_page_secret,
    "With a secret that is short or known, anybody makes page tokens and reads on from any row.",
    "Delete the file and run `sifa keys`; give every replica the same one, with mode 0600.",
)  # fmt: skip
SEAL = Check(
    "sealing-secret", look_at_seal, "What the service sealed opens with this secret alone; without it, it is lost.",
    "Bring NAME.seal.secret back from where secrets are kept, with mode 0600; on a new system run `sifa keys NAME`.",
)  # fmt: skip
FOLDER_MODE = Check(
    "keys-folder", look_at_folder_mode, "Whoever may replace a public key may sign as that service.",
    "chmod go-w the folder SIFA_KEYS_DIR.",
)  # fmt: skip
CALLERS = Check(
    "peer-keys", look_at_callers, "Calls and tokens of theirs are refused as TOKEN_INVALID.",
    "Copy NAME.pub.pem of that service into SIFA_KEYS_DIR.",
)  # fmt: skip
