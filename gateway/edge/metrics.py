"""Figures of one gateway for Prometheus.

It must not take a label from what a caller sent: rpcs, templates, known methods and codes only, so that their number
is bounded by the contracts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Histogram, Info, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.responses import Response

from gateway.backends import Backends
from gateway.edge.exchange import Exchange
from gateway.images import ImageFolder

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_PREFIX = "sifa_gateway_"


class Metrics:
    """A registry of its own, so that several gateways can live in one process."""

    def __init__(self, images: ImageFolder, backends: Callable[[], Backends]) -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            f"{_PREFIX}http_requests", "Answered requests.", ("rpc", "method", "code"), registry=registry
        )
        self._seconds = Histogram(
            f"{_PREFIX}http_request_seconds", "Time to the end of the reply.", ("rpc",), registry=registry,
            buckets=BUCKETS,
        )  # fmt: skip
        self._limited = Counter(
            f"{_PREFIX}rate_limited", "Requests refused with RATE_LIMITED.", ("limit",), registry=registry
        )
        Info(f"{_PREFIX}build", "What runs.", registry=registry).info({"version": version("sifa-gateway")})
        ProcessCollector(registry=registry)
        registry.register(_State(images, backends))

    def count(self, exchange: Exchange, method: str, seconds: float) -> None:
        """Count one finished request."""
        rpc = exchange.rpc or exchange.route
        self._requests.labels(rpc, method, str(exchange.status)).inc()
        self._seconds.labels(rpc).observe(seconds)
        if exchange.rate_limited:
            self._limited.labels(exchange.rate_limited).inc()

    def reply(self) -> Response:
        """The page that Prometheus reads."""
        return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_LATEST)


class _State(Collector):
    """Read at the moment somebody asks: backends and contracts."""

    def __init__(self, images: ImageFolder, backends: Callable[[], Backends]) -> None:
        self._images, self._backends = images, backends

    def describe(self) -> Iterator[Metric]:
        """Nothing is known before the first request."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Families with the present values."""
        backends = self._backends()
        in_flight = GaugeMetricFamily(f"{_PREFIX}backend_in_flight", "Calls in flight.", labels=("backend",))
        refused = CounterMetricFamily(
            f"{_PREFIX}backend_rejected", "Calls refused because too many were in flight.", labels=("backend",)
        )
        for name, bulkhead in sorted(backends.bulkheads.by_backend.items()):
            in_flight.add_metric((name,), bulkhead.in_flight)
            refused.add_metric((name,), bulkhead.refused)
        retries = CounterMetricFamily(f"{_PREFIX}backend_retries", "Repeated calls.", labels=("backend",))
        for name in sorted({*backends.retries, *backends.bulkheads.by_backend}):
            retries.add_metric((name,), backends.retries.get(name, 0))
        services = self._images.table.services
        loaded = GaugeMetricFamily(f"{_PREFIX}image_info", "Contracts that are served.", labels=("service", "version"))
        for name, service in sorted(services.items()):
            loaded.add_metric((name, service.version), 1)
        lacking = GaugeMetricFamily(f"{_PREFIX}images_refused", "Files of contracts without routes.")
        lacking.add_metric((), len(set(self._images.names) - set(services)))
        yield from (in_flight, refused, retries, loaded, lacking)
