"""What a text has to look like, in Chinese, by the pattern of the contract that it does not fit.

It must not see the text.
"""

from __future__ import annotations

import re

_ANY = "格式不符，请按接口说明填写"
_CODE = "须为六位行政区划代码（GB/T 2260），例如 990102"
_MONTH = "须为 YYYY-MM 的年月，例如 2026-06"
_SHAPES = {
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "须为 YYYY-MM-DD 的日期，例如 2026-06-15",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-2][0-9]:[0-5][0-9]$": "须为 YYYY-MM-DDThh:mm 的北京时间，例如 2026-06-15T09:30",
    "^([01][0-9]|2[0-3]):[0-5][0-9]$": "须为 hh:mm 的时刻，例如 09:30",
    "^[0-9]{4}-[0-9]{2}$": _MONTH,
    "^20[0-9]{2}-(0[1-9]|1[0-2])$": _MONTH,
    "^20[0-9]{2}-Q[1-4]$": "须为季度，例如 2026-Q2",
    "^20[0-9]{2}-(0[1-9]|1[0-2]|Q[1-4])$": "须为年月或者季度，例如 2026-06、2026-Q2",
    "^[1-9][0-9]{5}$": _CODE,
    "^[0-9]{6}$": _CODE,
    "^[0-9a-f]{64}$": "须为 64 位小写十六进制数，例如 SHA-256 摘要",
    "^[0-9a-f]{128}$": "须为 128 位小写十六进制数，例如 Ed25519 签名",
}
_NAME = re.compile(r"\^\(?([A-Za-z|]+)\)?/\[0-9a-f-\]\{(?:6,)?36\}((?:/[A-Za-z]+)?)\$")


def pattern_text(pattern: str, *, empty: bool) -> str:
    """What to do about a text that does not fit; `empty` when there is none."""
    said = _of_name(pattern) or _SHAPES.get(pattern, _ANY)
    return f"必填，{said}" if empty else said


def _of_name(pattern: str) -> str:
    """Of the name of a resource; empty for another pattern."""
    found = _NAME.fullmatch(pattern)
    if found is None:
        return ""
    names = "、".join(f"{collection}/…{found[2]}" for collection in found[1].split("|"))
    return f"须为形如 {names} 的名称，请从查询结果中取得"
