"""Refusals that explain themselves: kind, reason code, rules relied on, remedy.

It must not know gRPC or HTTP; the edge maps a kind to its canonical code.
"""

from __future__ import annotations

import enum
import itertools
from collections.abc import Mapping
from dataclasses import dataclass

# NOTE: details travel in trailing metadata, of which clients take 8 KiB in all, encoded in Base64.
LARGEST_DETAILS = 4800


class Kind(enum.Enum):
    """Canonical codes of google/rpc/code.proto that a use case may answer with."""

    INVALID_ARGUMENT = 3
    DEADLINE_EXCEEDED = 4
    NOT_FOUND = 5
    ALREADY_EXISTS = 6
    PERMISSION_DENIED = 7
    RESOURCE_EXHAUSTED = 8
    FAILED_PRECONDITION = 9
    ABORTED = 10
    UNAVAILABLE = 14
    UNAUTHENTICATED = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One bad field: its path, a stable reason, and in Chinese which rule it breaks and what to do."""

    field: str
    reason: str
    description: str


class Refusal(Exception):
    """A request that is refused on purpose. The message is Chinese and never holds the offending value."""

    def __init__(
        self,
        kind: Kind,
        reason: str,
        message: str,
        *,
        violations: tuple[Violation, ...] = (),
        metadata: Mapping[str, str] | None = None,
        commits: bool = False,
    ) -> None:
        """`reason` is UPPER_SNAKE and for ever; `metadata` holds variables such as rule ids, never personal data.

        A refusal that `commits` keeps what the unit of work wrote, for example the count of wrong passwords.
        """
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.message = message
        self.violations = violations
        self.metadata = dict(metadata or {})
        self.commits = commits


class RuleViolated(Refusal):
    """A rule of the trade forbids it now (FAILED_PRECONDITION)."""

    def __init__(self, reason: str, message: str, *, rules: tuple[str, ...] = (), **metadata: str) -> None:
        """`rules` are ids of the rulebook, for example LA-29; further keywords become metadata."""
        shown = {"rules": ",".join(rules), **metadata} if rules else metadata
        super().__init__(Kind.FAILED_PRECONDITION, reason, message, metadata=shown)


class InvalidFields(Refusal):
    """One or more fields are unusable (INVALID_ARGUMENT). All of them are listed as far as a reply can carry them."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        """`violations` must not be empty. How many are left out stands in the metadata as `more`."""
        shown = tuple(itertools.islice(violations, _that_fit(violations)))
        more = len(violations) - len(shown)
        message = "请求有误：" + "；".join(f"{item.field}：{item.description}" for item in shown)
        super().__init__(
            Kind.INVALID_ARGUMENT,
            "INVALID_FIELDS",
            f"{message}；另有 {more} 处，请更正后重新提交" if more else message,
            violations=shown,
            metadata={"more": str(more)} if more else None,
        )


def _that_fit(violations: tuple[Violation, ...]) -> int:
    """How many violations fit into a reply, at least one. Each is told twice: by itself and in the message."""
    sizes = (2 * len(f"{item.field}{item.description}".encode()) + len(item.reason) + 20 for item in violations)
    totals = itertools.accumulate(sizes)
    return max(1, sum(1 for _ in itertools.takewhile(lambda total: total <= LARGEST_DETAILS, totals)))


class NotFound(Refusal):
    """No such row, or none that the caller may see (NOT_FOUND)."""

    def __init__(self, what: str) -> None:
        """`what` is the Chinese name of the kind of thing, never its id."""
        super().__init__(Kind.NOT_FOUND, "NOT_FOUND", f"未找到该{what}，或不在您的管辖范围内。请核对编号。")
