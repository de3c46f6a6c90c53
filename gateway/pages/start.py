"""The first page: what this is and where to go on. In the embedded profile it also shows the demo accounts.

It must not show an account in production, and never fails because the list of accounts is missing or broken.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from chassis.settings import Settings
from gateway.pages.markup import code, link, page, table
from gateway.routes import ServiceRoutes

_ABOUT = (
    "这里是司法局业务后台的 HTTP 入口：把 JSON 请求转给各项业务服务，自身不保存数据，也不作业务判断。"
    "工作人员的门户和各部门的程序由此访问；其他部门也可以直接使用 gRPC。"
)
_LIMIT = 64 * 1024
_KEYS = ("account", "password", "name")


def start_page(settings: Settings, services: Sequence[ServiceRoutes]) -> bytes:
    """The page as it stands now."""
    rows = [
        (
            link(f"/docs/{service.name}", service.title or service.name),
            code(service.http_prefix),
            escape(service.version),
        )
        for service in services
    ]
    body = f"""<h1>司法行政业务网关</h1>
<p>{_ABOUT}</p>
<ul class="links">
<li>{link("/docs", "接口文档")}：各项业务的操作、参数、数据结构和错误原因</li>
<li>{link("/openapi.json", "/openapi.json")}：供程序读取的 OpenAPI 3.1 文档目录</li>
<li>{link("/readyz?verbose", "/readyz?verbose")}：各项业务服务的运行状态</li>
</ul>
<h2>业务</h2>
{table(("业务", "路径", "版本"), rows) or "<p>尚未取得任何业务的接口定义。</p>"}
{_accounts(settings)}"""
    return page("司法行政业务网关 · sifa", body)


def _accounts(settings: Settings) -> str:
    if settings.production:
        return ""
    rows = [(*(code(row[key]) for key in _KEYS[:2]), escape(row["name"]), _roles(row)) for row in _read(settings)]
    if not rows:
        return ""
    shown = table(("账号", "密码", "姓名", "角色"), rows)
    return f'<h2>演示账号</h2><p class="warning">仅限本机演示，人员与数据均为虚构。</p>{shown}'


def _roles(row: dict[str, Any]) -> str:
    return "、".join(code(str(role)) for role in row.get("roles", []))


def _read(settings: Settings) -> list[dict[str, Any]]:
    """The demo accounts that `sifa up` wrote; none when there are none to be read."""
    file = settings.var / "run" / "accounts.json"
    try:
        found = json.loads(file.read_text(encoding="utf-8")) if file.stat().st_size <= _LIMIT else []
    except (OSError, ValueError, RecursionError):
        return []
    rows = found if isinstance(found, list) else []
    return [row for row in rows if isinstance(row, dict) and all(isinstance(row.get(key), str) for key in _KEYS)]
