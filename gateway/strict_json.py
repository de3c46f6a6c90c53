"""Read a JSON body so strictly that nothing is guessed, dropped or rounded before protobuf sees it.

It must not know messages or fields, and never repeats a value in an error.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from google.rpc import code_pb2

from gateway.errors import MOST_VIOLATIONS, Refused, Violation, bad_field, bad_fields

MAX_BYTES = 256 * 1024
MAX_DEPTH = 16
MAX_DIGITS = 20
# NOTE: a string without its closing quote is swallowed to the end, or the scan would start again at each quote in it.
_STRUCTURE = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_STEPS = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,63}", re.ASCII)
BODY = "body"


@dataclass(frozen=True, slots=True)
class _Fault:
    """Stands in the tree where a value cannot be accepted, so that the error can name the place."""

    reason: str
    description: str


NOT_FINITE = _Fault("NOT_FINITE", "必须是有限的数，不接受 NaN、Infinity 或超出范围的数，请改为普通数字。")
TOO_LONG = _Fault("NUMBER_TOO_LONG", f"数字不得超过 {MAX_DIGITS} 位，请核对后重填。")
DUPLICATE = _Fault("DUPLICATE_KEY", "同一字段只能出现一次，请删除重复的字段。")
CONTROL = _Fault("CONTROL_CHARACTER", "不得含控制字符（换行和制表符除外），请删除后重试。")
SURROGATE = _Fault("LONE_SURROGATE", "含有不完整的 Unicode 字符（孤立代理项），请重新输入该文字。")


def read_value(raw: bytes, root: str = "") -> object:
    """The body's JSON value, which fills the field `root` of the request (empty: the request itself).

    A request is a JSON object; a field may also be a list or a single value, but never null.
    Raises Refused: 413 for its size, else 400 with every fault and where it is.
    """
    if len(raw) > MAX_BYTES:
        raise body_too_large()
    tree = _parse(_text(raw))
    found = islice(_faults(tree, root), MOST_VIOLATIONS + 1)
    faults = [Violation(path, fault.reason, f"{path}：{fault.description}") for path, fault in found]
    if faults:
        raise bad_fields(faults)
    if tree is None or not (root or isinstance(tree, dict)):
        raise bad_field(BODY, "NOT_AN_OBJECT", "请求体必须是 JSON 对象，请以 { 开头、以 } 结尾。")
    return tree


def body_too_large() -> Refused:
    """The refusal of a body over the limit; the connection is closed because the rest is not read."""
    message = f"请求体不得超过 {MAX_BYTES // 1024} KiB，请精简内容或分次提交。"
    close = {"connection": "close"}
    return Refused(code_pb2.RESOURCE_EXHAUSTED, "BODY_TOO_LARGE", message, http_status=413, headers=close)


def text_fault(text: str) -> tuple[str, str] | None:
    """Reason and Chinese description when a text holds a control character or half a character."""
    fault = _text_fault(text)
    return (fault.reason, fault.description) if fault else None


def shown_name(name: str) -> str:
    """A field name as it may be repeated in an error: only when it looks like one."""
    return name if _PLAIN_NAME.fullmatch(name) else "（无法显示的字段名）"


def _text(raw: bytes) -> str:
    """The body as text, once its encoding and its depth are known to be safe."""
    if not raw.strip():
        raise bad_field(BODY, "EMPTY_BODY", "请求体不能为空，请提交 JSON 对象。")
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise bad_field(BODY, "BYTE_ORDER_MARK", "请求体不得带字节顺序标记（BOM），请用无 BOM 的 UTF-8 编码。")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise bad_field(BODY, "NOT_UTF8", "请求体必须是 UTF-8 编码，请转换编码后重试。") from None
    if raw.count(b"[") + raw.count(b"{") > MAX_DEPTH:
        _check_depth(raw)
    return text


def _check_depth(raw: bytes) -> None:
    """NOTE: before the parser, whose recursion a deep body would exhaust."""
    depth = 0
    for found in _STRUCTURE.finditer(raw):
        depth += _STEPS.get(found.group(), 0)
        if depth > MAX_DEPTH:
            raise bad_field(BODY, "TOO_DEEP", f"请求体嵌套不得超过 {MAX_DEPTH} 层，请减少嵌套。")


def _parse(text: str) -> object:
    try:
        tree: object = json.loads(
            text,
            object_pairs_hook=_read_pairs,
            parse_int=lambda digits: int(digits) if len(digits) <= MAX_DIGITS else TOO_LONG,
            parse_float=_read_float,
            parse_constant=lambda _: NOT_FINITE,
        )
    except json.JSONDecodeError as error:
        where = f"第 {error.lineno} 行第 {error.colno} 列"
        description = f"请求体不是合法的 JSON（{where}），请检查括号、引号和逗号，末尾不得有多余内容。"
        raise bad_field(BODY, "MALFORMED_JSON", description) from None
    return tree


def _read_pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for key, value in pairs:
        seen[key] = DUPLICATE if key in seen else value
    return seen


def _read_float(digits: str) -> float | _Fault:
    if len(digits) > 2 * MAX_DIGITS:
        return TOO_LONG
    value = float(digits)
    return value if math.isfinite(value) else NOT_FINITE


def _text_fault(text: str) -> _Fault | None:
    if _CONTROL.search(text):
        return CONTROL
    return SURROGATE if _SURROGATE.search(text) else None


def _faults(value: object, path: str) -> Iterator[tuple[str, _Fault]]:
    """Every fault below one value, with the path of field names as the client spelled them."""
    fault = _text_fault(value) if isinstance(value, str) else value
    if isinstance(fault, _Fault):
        yield path or BODY, fault
    elif isinstance(value, dict):
        for key, item in value.items():
            below = f"{path}.{shown_name(key)}" if path else shown_name(key)
            if key_fault := _text_fault(key):
                yield below, key_fault
            yield from _faults(item, below)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _faults(item, f"{path}[{index}]")
