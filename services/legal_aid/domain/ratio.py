"""Shares of whole numbers: hundredths of a percent, each rounded once. It must not make parts add up (E-68)."""

from __future__ import annotations

WHOLE = 10_000


def basis_points(part: int, whole: int) -> int | None:
    """The share in hundredths of a percent, half away from zero (M-02); None of nothing. Never negative."""
    return None if whole == 0 else (2 * part * WHOLE + whole) // (2 * whole)


def percent_text(share_bp: int | None) -> str:
    """For example `10.18%`; a dash where there is nothing to take a share of."""
    return "—" if share_bp is None else f"{share_bp // 100}.{share_bp % 100:02d}%"
