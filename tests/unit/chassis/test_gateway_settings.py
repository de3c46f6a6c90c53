"""What the gateway may be told is checked like everything else: all faults at once, no value repeated."""

from __future__ import annotations

import pytest

from chassis.settings import SettingsError, load_settings

PRODUCTION = {"SIFA_ENV": "production", "SIFA_BROKER_URL": "amqps://mq/"}
GOOD = {
    "SIFA_GATEWAY_RATE": "600/minute",
    "SIFA_GATEWAY_ANONYMOUS_RATE": "off",
    "SIFA_GATEWAY_TRUSTED_PROXIES": "10.0.0.5, 192.168.0.0/16,fd00::/8",
    "SIFA_GATEWAY_CORS_ORIGINS": "https://portal.example, https://a-b.example:8443",
    "SIFA_GATEWAY_CONCURRENCY": "1000",
}


def fault(**environ: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ)
    return str(caught.value)


def test_good_values_are_taken_in_both_profiles() -> None:
    for profile in ({}, PRODUCTION):
        found = load_settings({**profile, **GOOD}).gateway
        assert (found.rate, found.anonymous_rate, found.concurrency) == ("600/minute", None, 1000)
        assert found.trusted_proxies == ("10.0.0.5", "192.168.0.0/16", "fd00::/8")
        assert found.cors_origins == ("https://portal.example", "https://a-b.example:8443")


def test_nobody_is_trusted_and_no_page_allowed_unless_somebody_says_so() -> None:
    for profile in ({"SIFA_ENV": "embedded"}, PRODUCTION):
        found = load_settings(profile).gateway
        assert (found.trusted_proxies, found.cors_origins, found.concurrency) == ((), (), 64)


def test_production_limits_callers_by_default() -> None:
    found = load_settings(PRODUCTION).gateway
    assert (found.rate, found.anonymous_rate) == ("50/second", "20/second")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("SIFA_GATEWAY_RATE", "fast"), ("SIFA_GATEWAY_RATE", "0/second"), ("SIFA_GATEWAY_RATE", "50"),
        ("SIFA_GATEWAY_RATE", "50/hour"), ("SIFA_GATEWAY_RATE", "５０/second"), ("SIFA_GATEWAY_RATE", ""),
        ("SIFA_GATEWAY_ANONYMOUS_RATE", "-1/second"), ("SIFA_GATEWAY_ANONYMOUS_RATE", "1e3/second"),
        ("SIFA_GATEWAY_TRUSTED_PROXIES", "*"), ("SIFA_GATEWAY_TRUSTED_PROXIES", "0.0.0.0/0"),
        ("SIFA_GATEWAY_TRUSTED_PROXIES", "::/0"), ("SIFA_GATEWAY_TRUSTED_PROXIES", "proxy.example"),
        ("SIFA_GATEWAY_TRUSTED_PROXIES", "10.0.0.5/8"), ("SIFA_GATEWAY_TRUSTED_PROXIES", "10.0.0.5,nobody"),
        ("SIFA_GATEWAY_CORS_ORIGINS", "*"), ("SIFA_GATEWAY_CORS_ORIGINS", "https://*.example"),
        ("SIFA_GATEWAY_CORS_ORIGINS", "https://portal.example/"), ("SIFA_GATEWAY_CORS_ORIGINS", "portal.example"),
        ("SIFA_GATEWAY_CORS_ORIGINS", "null"), ("SIFA_GATEWAY_CORS_ORIGINS", "https://a.example,ftp://b.example"),
        ("SIFA_GATEWAY_CONCURRENCY", "0"), ("SIFA_GATEWAY_CONCURRENCY", "1001"), ("SIFA_GATEWAY_CONCURRENCY", "6４"),
        ("SIFA_GATEWAY_CONCURRENCY", "many"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_named_by_its_key_and_never_repeated(key: str, value: str) -> None:
    said = fault(**{key: value})
    assert said.startswith(f"{key} must ")
    assert value not in said.removeprefix(key) or len(value) < 3


def test_a_page_without_tls_is_for_demonstrations() -> None:
    origin = {"SIFA_GATEWAY_CORS_ORIGINS": "http://127.0.0.1:8081"}
    assert load_settings(origin).gateway.cors_origins == ("http://127.0.0.1:8081",)
    assert "must list exact origins that begin with https://" in fault(**{**PRODUCTION, **origin})


def test_every_fault_is_named_at_once() -> None:
    said = fault(
        SIFA_GATEWAY_RATE="x", SIFA_GATEWAY_ANONYMOUS_RATE="x", SIFA_GATEWAY_TRUSTED_PROXIES="x",
        SIFA_GATEWAY_CORS_ORIGINS="x", SIFA_GATEWAY_CONCURRENCY="x", SIFA_ENV="x",
    )  # fmt: skip
    assert said.count("SIFA_") == 6
