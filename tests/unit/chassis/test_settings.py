"""The environment is read once; what is misspelt, unusable or unfit for production is named, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from chassis.settings import SettingsError, load_settings

GOOD = {
    "SIFA_ENV": "production", "SIFA_BROKER_URL": "amqps://mq/", "SIFA_BACKENDS": "legal_aid=dns:///legal-aid:50051",
    "SIFA_LEGAL_AID_DATABASE_URL": "postgresql://db/legal_aid",
}  # fmt: skip


def fault(**environ: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ)
    return str(caught.value)


def test_a_misspelt_key_is_refused_with_the_nearest_one() -> None:
    assert fault(SIFA_BROKER_ULR="none:") == "SIFA_BROKER_ULR is unknown, did you mean SIFA_BROKER_URL?"


def test_a_key_of_somebody_else_is_left_alone() -> None:
    assert load_settings({"PATH": "/bin", "SIFA_ENV": "embedded"}).env == "embedded"


def test_every_fault_is_named_at_once() -> None:
    said = fault(SIFA_ENV="test", SIFA_LEGAL_AID_GRPC_PORT="65536", SIFA_BROKER_URL="redis://x", SIFA_NWO="1")
    for part in ("SIFA_ENV must be", "SIFA_LEGAL_AID_GRPC_PORT must be", "SIFA_BROKER_URL must begin", "SIFA_NWO"):
        assert part in said


@pytest.mark.parametrize("port", ["-1", "65536", "５００５１", "", "80 ", "1e3", "0x10"])
def test_a_port_is_a_plain_number(port: str) -> None:
    assert "SIFA_LEGAL_AID_GRPC_PORT must be a number" in fault(SIFA_LEGAL_AID_GRPC_PORT=port)


def test_the_example_of_production_is_accepted() -> None:
    settings = load_settings(GOOD)
    assert (settings.production, settings.database_url("legal_aid")) == (True, "postgresql://db/legal_aid")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("SIFA_NOW", "2026-06-15T09:00+08:00"), ("SIFA_FAILPOINTS", "after_publish"),
        ("SIFA_LEGAL_AID_DATABASE_URL", "sqlite:///x"), ("SIFA_BROKER_URL", "file:"),
    ],
)  # fmt: skip
def test_production_refuses_what_is_for_demonstrations(key: str, value: str) -> None:
    assert key in fault(**{**GOOD, key: value})


def test_production_refuses_the_default_broker() -> None:
    assert "SIFA_BROKER_URL" in fault(**{key: value for key, value in GOOD.items() if key != "SIFA_BROKER_URL"})


def test_production_has_no_default_database_or_backend() -> None:
    settings = load_settings(GOOD)
    with pytest.raises(SettingsError, match="SIFA_IDENTITY_DATABASE_URL is required"):
        settings.database_url("identity")
    with pytest.raises(SettingsError, match="SIFA_BACKENDS lacks identity"):
        settings.backend("identity", 50055)


def test_the_embedded_profile_keeps_everything_below_one_folder(tmp_path: Path) -> None:
    settings = load_settings({"SIFA_VAR": str(tmp_path)})
    assert settings.database_url("legal_aid") == f"sqlite:///{tmp_path}/legal_aid.sqlite"
    assert (settings.keys_dir, settings.gateway_images) == (tmp_path / "keys", tmp_path / "images")


def test_a_backend_is_where_its_server_says_it_listens(tmp_path: Path) -> None:
    settings = load_settings({"SIFA_VAR": str(tmp_path)})
    before = settings.backend("legal_aid", 50051)
    settings.addresses_file.parent.mkdir()
    settings.addresses_file.write_text('{"legal_aid": "127.0.0.1:4711"}', encoding="utf-8")
    assert (before, settings.backend("legal_aid", 50051)) == ("127.0.0.1:50051", "127.0.0.1:4711")


def test_a_fault_never_repeats_a_value() -> None:
    assert "hunter2" not in fault(SIFA_BROKER_URL="redis://clerk:hunter2@x", SIFA_ENV="hunter2")


@pytest.mark.parametrize(
    "address", ["http://id.invalid", "https://id.invalid?x=1", "https://", "ftp://id.invalid", "https://id.invalid/a b"]
)
def test_the_openid_provider_of_production_has_a_plain_https_address(address: str) -> None:
    assert "SIFA_OIDC_ISSUER must be" in fault(**{**GOOD, "SIFA_OIDC_ISSUER": address})


def test_production_does_not_do_without_an_openid_provider() -> None:
    with pytest.raises(SettingsError, match="SIFA_OIDC_ISSUER is required"):
        _ = load_settings(GOOD).oidc
    named = load_settings({**GOOD, "SIFA_OIDC_ISSUER": "https://id.invalid/realms/sifa"}).oidc
    assert named is not None
    assert (named.audience, named.roles_claim, named.divisions_claim) == ("sifa", "roles", "divisions")
