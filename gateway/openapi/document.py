"""Put the OpenAPI document of one service together, and the index of all of them.

It must not read anything but the routes and their image: the same image always gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from gateway.openapi.comments import plain_text
from gateway.openapi.contract import Contract
from gateway.openapi.error_replies import REFUSAL, any_refusal, error_schemas
from gateway.openapi.operations import Operations, full_name
from gateway.openapi.own_paths import own_paths
from gateway.openapi.paths import DocumentedPath, documented_path
from gateway.openapi.schemas import Schemas
from gateway.routes import Route, ServiceRoutes
from gateway.strict_json import MAX_BYTES

OPENAPI = "3.1.0"
INDEX = "openapi"
TITLE = "司法行政业务接口"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_ABOUT = (
    "由服务契约自动生成。金额以分为单位；64 位整数以字符串传递；日期为 YYYY-MM-DD；时刻为 RFC 3339。"
    "未知字段一律拒绝；文字不得含控制字符和不可见字符（换行和制表符也不接受），并须为 NFC 规范形式；"
    f"请求体须为 UTF-8 编码的 JSON，不超过 {MAX_BYTES // 1024} KiB。"
    "重试请沿用同一 Idempotency-Key。拒绝时返回 google.rpc.Status，其中写明字段、规则和办法。"
)
Document = dict[str, Any]


def render(document: Document) -> bytes:
    """The bytes that are served and written."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def render_all(services: Mapping[str, ServiceRoutes]) -> dict[str, bytes]:
    """The documents of all services by name, and the index under its own."""
    found = {name: render(service_document(service)) for name, service in sorted(services.items())}
    return {**found, INDEX: render(index_document(services.values()))}


def service_document(service: ServiceRoutes) -> Document:
    """Everything that can be called on one service."""
    package = f"sifa.{service.name}.v1"
    contract = Contract(service.image)
    schemas = Schemas(contract, package)
    operations = Operations(contract, schemas)
    ids = operation_ids(service)
    spelled: dict[str, DocumentedPath] = {}
    paths: dict[str, dict[str, Any]] = {}
    for route in sorted(service.routes, key=_order):
        # Methods that share an address share the names in it, or they would be two paths that cannot be told apart.
        path = spelled.setdefault(route.template.shape, documented_path(route.template, contract))
        operation = operations.of_route(route, path, ids[route])
        paths.setdefault(path.text, {})[route.http_method.lower()] = operation
    tags = sorted({full_name(route).rpartition(".")[0] for route in service.routes})
    return {
        "openapi": OPENAPI,
        "info": {"title": service.title or service.name, "version": service.version, "description": _ABOUT},
        "servers": [{"url": "/"}],
        "tags": [{"name": tag.split(".")[-1], "description": plain_text(contract.comment(tag))} for tag in tags],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted({**schemas.components, **error_schemas()}.items())),
            "responses": {REFUSAL: any_refusal()},
            "headers": _HEADERS,
            "securitySchemes": _SECURITY,
        },
    }


def index_document(services: Iterable[ServiceRoutes]) -> Document:
    """The gateway's own paths, and under `x-services` where the documents of the services are."""
    listed = [
        {
            "name": service.name,
            "title": service.title or service.name,
            "version": service.version,
            "url": f"/openapi/{service.name}.json",
            "docs": f"/docs/{service.name}",
        }
        for service in sorted(services, key=lambda service: service.name)
    ]
    return {
        "openapi": OPENAPI,
        "info": {"title": TITLE, "version": "1", "description": "网关自身的地址；各项业务的接口文档见 x-services。"},
        "servers": [{"url": "/"}],
        "paths": own_paths(),
        "x-services": listed,
    }


def operation_ids(service: ServiceRoutes) -> dict[Route, str]:
    """`<service>.<Rpc>`; a further binding of an rpc, or an rpc of the same name, is numbered."""
    found: dict[Route, str] = {}
    for route in sorted(service.routes, key=lambda route: (route.rpc, route.binding)):
        name = f"{service.name}.{route.rpc.rpartition('/')[2]}"
        taken = set(found.values())
        names = [name, *(f"{name}.{number}" for number in range(2, len(taken) + 3))]
        found[route] = next(name for name in names if name not in taken)
    return found


def _order(route: Route) -> tuple[str, int]:
    return route.template.shape, _METHODS.index(route.http_method)


_HEADERS = {
    "RequestId": {"description": "请求编号，联系运维人员时请提供。", "schema": {"type": "string"}},
    "ETag": {"description": "版本标签；修改时以 If-Match 送回，可避免覆盖他人的修改。", "schema": {"type": "string"}},
}
_SECURITY = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "工作人员登录后取得的令牌，15 分钟内有效。",
    },
    "apiKey": {
        "type": "apiKey",
        "in": "header",
        "name": "x-api-key",
        "description": "发给其他部门的密钥，由 sifa key new 生成。",
    },
}
