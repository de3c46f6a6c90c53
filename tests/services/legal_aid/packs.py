"""Write policy packs of single places for tests. It must not touch the packs of the service."""

from __future__ import annotations

from pathlib import Path

_BASE = """
[[parameter]]
key = "la.base.dibao"
unit = "fen per person"
value = {{ fen = {fen}, period = "MONTH", series = "城镇居民最低生活保障标准" }}
citation = "演示用虚构数字：本区标准"
from = 2020-01-01
"""
_WINDOW = """
[[parameter]]
key = "la.objection_window"
unit = "time limit"
value = {{ count = {days}, basis = "CAL" }}
citation = "演示用虚构规定：异议期限"
from = 2020-01-01
"""


def write_pack(folder: Path, *, dibao_fen: int = 0, window_days: int = 0, division: str = "990102") -> Path:
    """A SIFA_POLICY_DIR with a pack of the division that sets another base or a window for objections."""
    text = f'id = "{division}"\ndivision = "{division}"\nstatus = "active"\n'
    text += _BASE.format(fen=dibao_fen) if dibao_fen else ""
    text += _WINDOW.format(days=window_days) if window_days else ""
    file = folder / "legal_aid" / f"{division}.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return folder
