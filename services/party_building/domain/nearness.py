"""How near offices are, as their addresses tell: the more leading parts two share, the nearer (PB-02).

An address goes from the large to the small: township or street, road or village, number. What stands above the township
is left out, since it is written or not as one likes. It must not look at members.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

# Province, prefecture and county, in whose names no word for a smaller place stands.
_ABOVE = re.compile(
    r"^(?:[^镇乡街路村]{1,10}?(?:省|自治区))?(?:[^镇乡街路村]{1,10}?(?:市|自治州|盟))?(?:[^镇乡街路村]{1,10}?[县区旗])?"
)
_PART = re.compile(r".+?(?:街道|社区|大道|大街|苏木|镇|乡|路|街|巷|村|组|号|$)")


def parts_of(address: str) -> tuple[str, ...]:
    """The parts of an address below the county, the largest first; none of an address that is not known."""
    plain = "".join(address.split())
    return tuple(_PART.findall(plain[_ABOVE.match(plain).end() :]))  # type: ignore[union-attr] # the pattern may be empty


def shared_parts(addresses: Sequence[str]) -> tuple[str, ...]:
    """The leading parts that all addresses have; none when one of them is not known."""
    levels = zip(*map(parts_of, addresses), strict=False)
    return tuple(level[0] for level in takewhile(lambda level: len(set(level)) == 1, levels))


def nearness(one: str, other: str) -> int:
    """How many leading parts two addresses share; 0 also when one is not known (PB-02)."""
    return len(shared_parts((one, other)))
