"""What the gateway may be told by the environment: limits, whom it trusts, which web pages may call it.

It must not read the environment itself, nor repeat a value in a fault.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass

_RATE, _ANONYMOUS_RATE = "SIFA_GATEWAY_RATE", "SIFA_GATEWAY_ANONYMOUS_RATE"
_PROXIES, _ORIGINS = "SIFA_GATEWAY_TRUSTED_PROXIES", "SIFA_GATEWAY_CORS_ORIGINS"
_CONCURRENCY = "SIFA_GATEWAY_CONCURRENCY"
GATEWAY_KNOWN = {
    _RATE: "calls of one accepted credential: 50/second, 600/minute or off (2000/second, in production 50/second)",
    _ANONYMOUS_RATE: "calls of one address without such a credential (2000/second, in production 20/second)",
    _PROXIES: "addresses or networks, comma separated, whose X-Forwarded-For is believed (default: none)",
    _ORIGINS: "origins of web pages that may call the gateway, comma separated, https in production (default: none)",
    _CONCURRENCY: "calls in flight to one service, 1 to 1000 (default 64)",
}
# In the embedded profile the limits are beyond what one machine serves: the same code runs, and nobody meets them.
_EMBEDDED_RATE = "2000/second"
_PRODUCTION_RATES = {_RATE: "50/second", _ANONYMOUS_RATE: "20/second"}
_RATE_SHAPE = re.compile(r"([1-9][0-9]{0,5})/(second|minute)", re.ASCII)
_ORIGIN_SHAPE = re.compile(r"(https?)://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewaySettings:
    """Checked values. A rate is `number/second`, `number/minute` or None for no limit."""

    rate: str | None = _EMBEDDED_RATE
    anonymous_rate: str | None = _EMBEDDED_RATE
    trusted_proxies: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()
    concurrency: int = 64


def gateway_settings(given: Mapping[str, str], *, production: bool) -> GatewaySettings:
    """The values, once `gateway_faults` found nothing."""
    rates = {
        key: given.get(key, _PRODUCTION_RATES[key] if production else _EMBEDDED_RATE)
        for key in (_RATE, _ANONYMOUS_RATE)
    }
    return GatewaySettings(
        rate=None if rates[_RATE] == "off" else rates[_RATE],
        anonymous_rate=None if rates[_ANONYMOUS_RATE] == "off" else rates[_ANONYMOUS_RATE],
        trusted_proxies=_parts(given, _PROXIES),
        cors_origins=_parts(given, _ORIGINS),
        concurrency=int(given.get(_CONCURRENCY, "64")),
    )


def gateway_faults(given: Mapping[str, str], *, production: bool) -> list[str]:
    """Everything that cannot be used, each named by its key."""
    faults = [
        f"{key} must read number/second, number/minute or off"
        for key in (_RATE, _ANONYMOUS_RATE)
        if key in given and given[key] != "off" and not _RATE_SHAPE.fullmatch(given[key])
    ]
    if not all(_is_network(part) for part in _parts(given, _PROXIES)):
        faults.append(f"{_PROXIES} must list addresses or networks such as 10.0.0.5 or 10.0.0.0/24, and not everybody")
    if not all(_is_origin(part, production=production) for part in _parts(given, _ORIGINS)):
        scheme = "https://" if production else "http:// or https://"
        faults.append(f"{_ORIGINS} must list exact origins that begin with {scheme} and hold no path and no *")
    if not re.fullmatch(r"[1-9][0-9]{0,2}|1000", given.get(_CONCURRENCY, "64"), re.ASCII):
        faults.append(f"{_CONCURRENCY} must be a number from 1 to 1000")
    return faults


def _parts(given: Mapping[str, str], key: str) -> tuple[str, ...]:
    return tuple(part for text in given.get(key, "").split(",") if (part := text.strip()))


def _is_network(text: str) -> bool:
    """A network of everybody would let each client choose its own address."""
    try:
        return ipaddress.ip_network(text).prefixlen > 0
    except ValueError:
        return False


def _is_origin(text: str, *, production: bool) -> bool:
    found = _ORIGIN_SHAPE.fullmatch(text)
    return found is not None and (found[1] == "https" or not production)
