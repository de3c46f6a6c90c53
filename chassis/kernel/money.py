"""Arithmetic with whole fen: one percentage, one split, one way to write an amount (M-01 to M-03).

It must not use floats, and it must not decide which amount is due; that is a rule of a service.
"""

from __future__ import annotations

from collections.abc import Sequence


def percentage(base_fen: int, percent: int) -> int:
    """`percent` per cent of `base_fen` in fen, half a fen away from zero (M-02).

    Take it once, of the total of the period, never line by line. Raises ValueError for a negative percent.
    """
    if percent < 0:
        raise ValueError("a percentage of money is not negative")
    return proportion(base_fen, percent, 100)


def proportion(base_fen: int, numerator: int, denominator: int) -> int:
    """`numerator` of `denominator` parts of `base_fen` in fen, half a fen away from zero (M-02).

    For rates finer than one per cent and for averages. Raises ValueError for a negative part or no denominator.
    """
    if numerator < 0 or denominator <= 0:
        raise ValueError("a part of money is not negative, and it is a part of something")
    share = (2 * abs(base_fen) * numerator + denominator) // (2 * denominator)
    return share if base_fen >= 0 else -share


def split(total_fen: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Parts in fen that follow the weights and add up to `total_fen`: largest remainder, ties to the earlier (M-03).

    Weights are whole numbers: shares of 0.4 and 0.6 are 4 and 6. A negative total is split like its positive
    counterpart. Raises ValueError for a negative weight or when no weight is above zero.
    """
    whole = sum(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights are not negative, and one at least is above zero")
    size = abs(total_fen)
    parts = [size * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(size * weights[place] % whole))
    for place in by_remainder[: size - sum(parts)]:
        parts[place] += 1
    return tuple(parts) if total_fen >= 0 else tuple(-part for part in parts)


def yuan(fen: int) -> str:
    """The amount in yuan with two decimals and no thousands separators, for example `-1234.05` (M-01)."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}"
