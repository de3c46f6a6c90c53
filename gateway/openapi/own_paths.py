"""Describe the gateway's own addresses.

It must not describe what a service answers.
"""

from __future__ import annotations

from typing import Any

_NAME = {
    "name": "service",
    "in": "path",
    "required": True,
    "description": "业务服务的名称，见 x-services。",
    "schema": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,62}$"},
    "example": "legal_aid",
}
_VERBOSE = {
    "name": "verbose",
    "in": "query",
    "required": False,
    "allowEmptyValue": True,
    "description": "同时列出各业务服务的状态。",
    "schema": {"type": "string"},
}


def own_paths() -> dict[str, Any]:
    """Path items of the index."""
    return {
        "/livez": _get("gateway.Livez", "网关进程在运行。", {"200": "运行中"}),
        "/openapi.json": _get("gateway.ListDocuments", "接口文档目录。", {"200": "目录", "304": "未改变"}),
        "/openapi/{service}.json": _get(
            "gateway.GetDocument", "一项业务的接口文档。", {"200": "文档", "304": "未改变", "404": "没有此业务"}, _NAME
        ),
        "/readyz": _get("gateway.Readyz", "网关能否接收请求。", {"200": "就绪", "503": "尚缺接口定义"}, _VERBOSE),
    }


def _get(operation_id: str, summary: str, replies: dict[str, str], *parameters: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    responses = {
        status: {"description": text, **({} if status == "304" else {"content": content})}
        for status, text in replies.items()
    }
    given = {"parameters": list(parameters)} if parameters else {}
    return {"get": {"operationId": operation_id, "summary": summary, **given, "responses": responses, "security": []}}
