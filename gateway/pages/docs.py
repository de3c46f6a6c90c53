"""Show the OpenAPI documents as pages that work offline and without scripts.

It must not know more than the documents say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from gateway.openapi.document import Document
from gateway.pages.markup import SEARCH, code, inline, link, page, paragraphs, table
from gateway.pages.schema_markup import rules_of, schema_section, type_of

_PLACES = {"path": "路径", "query": "查询", "header": "请求头"}
_JSON = "application/json"
_ABOUT = "以下各项业务的操作均由服务契约自动生成，与网关实际转发的完全一致。"
_COLUMNS = ("名称", "位置", "类型", "规则", "说明")


def index_page(index: Document, documents: Mapping[str, Document]) -> bytes:
    """All services with their operations."""
    parts = ["<h1>接口文档</h1>", f"<p>{_ABOUT}{link('/openapi.json', '供程序读取的目录')}。</p>", SEARCH]
    for service in index["x-services"]:
        tree = documents[service["name"]]
        rows = [
            f'<li data-search="{_terms(path, operation)}">{_badge(method)} '
            f'<a href="{escape(service["docs"])}#{escape(operation["operationId"])}">{escape(path)}</a> '
            f"{inline(operation['summary'])}</li>"
            for method, path, operation in _operations(tree)
        ]
        parts += [
            '<section class="card group">',
            f'<h2><a href="{escape(service["docs"])}">{escape(service["title"])}</a> {code(service["name"])}</h2>',
            f"<p>版本 {escape(service['version'])}，{len(rows)} 个操作。{link(service['url'], 'OpenAPI 3.1')}</p>",
            f'<ul class="operations">{"".join(rows)}</ul></section>',
        ]
    return page("接口文档 · sifa", "\n".join(parts))


def service_page(tree: Document) -> bytes:
    """One service: operations by tag, then schemas."""
    info, schemas = tree["info"], tree["components"]["schemas"]
    menu, sections = [], []
    for tag in tree["tags"]:
        own = [each for each in _operations(tree) if each[2]["tags"] == [tag["name"]]]
        items = [
            f'<li data-search="{_terms(path, operation)}">'
            f"{link('#' + operation['operationId'], operation['operationId'].partition('.')[2])}</li>"
            for _, path, operation in own
        ]
        shown = [_operation(method, path, operation, schemas) for method, path, operation in own]
        head = f"<h2>{escape(tag['name'])}</h2>"
        menu.append(f'<div class="group">{head}<ul>{"".join(items)}</ul></div>')
        sections.append(f'<div class="group">{head}{paragraphs(tag["description"])}{"".join(shown)}</div>')
    body = f"""<h1>{escape(info["title"])}</h1>
<p>版本 {escape(info["version"])}</p>{paragraphs(info["description"])}
<div class="columns">
<aside aria-label="操作">{SEARCH}{"".join(menu)}<h2>{link("#schemas", "数据结构")}</h2></aside>
<article>
{"".join(sections) or "<p>尚无操作。</p>"}
<h2 id="schemas">数据结构</h2>{"".join(schema_section(name, schemas) for name in schemas)}
</article></div>"""
    return page(f"{info['title']} · 接口文档 · sifa", body)


def _operations(tree: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and operation, in the order of the document."""
    for path, methods in tree["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def _operation(method: str, path: str, operation: dict[str, Any], schemas: Mapping[str, Any]) -> str:
    name = operation["operationId"]
    parts = [
        f'<section class="operation" id="{escape(name)}" data-search="{_terms(path, operation)}">',
        f'<h3>{_badge(method)} <code class="path">{escape(path)}</code></h3>',
        f"<p>{code(name)}{' <strong>已弃用</strong>' if operation.get('deprecated') else ''}</p>",
        paragraphs(operation["description"]),
        f"<p>{_who(operation)}</p>",
        _parameters(operation.get("parameters", []), schemas),
        _body(operation.get("requestBody")),
        f"<h4>响应</h4>{_replies(operation['responses'])}",
    ]
    if reasons := operation["x-error-reasons"]:
        parts.append(f"<h4>错误原因</h4><p>{'、'.join(code(reason) for reason in reasons)}</p>")
    return "".join([*parts, "</section>"])


def _who(operation: dict[str, Any]) -> str:
    if not operation["security"]:
        return "无须登录。"
    return f"须登录或使用密钥。角色：{'、'.join(code(role) for role in operation['x-roles'])}"


def _parameters(parameters: list[dict[str, Any]], schemas: Mapping[str, Any]) -> str:
    rows = []
    for parameter in parameters:
        schema = parameter["schema"]
        mark = ' <span class="mark">必填</span>' if parameter["required"] else ""
        text, rules = inline(parameter.get("description", "")), rules_of(schema, schemas)
        rows.append((code(parameter["name"]) + mark, _PLACES[parameter["in"]], type_of(schema), rules, text))
    return f"<h4>参数</h4>{table(_COLUMNS, rows)}" if rows else ""


def _body(body: dict[str, Any] | None) -> str:
    if body is None:
        return ""
    content = body["content"][_JSON]
    example = json.dumps(content["example"], ensure_ascii=False, indent=2)
    shown = f"<h5>请求体示例</h5><pre><code>{escape(example)}</code></pre>"
    return f"<h4>请求体</h4><p>{type_of(content['schema'])}</p>{shown}"


def _replies(responses: dict[str, Any]) -> str:
    rows = []
    for status, response in responses.items():
        if "$ref" in response:
            rows.append((code("其他"), type_of({"$ref": "#/components/schemas/google.rpc.Status"}), "任何其他拒绝"))
        else:
            schema = response["content"][_JSON]["schema"]
            rows.append((code(status), type_of(schema), inline(response["description"])))
    return table(("状态", "内容", "说明"), rows)


def _badge(method: str) -> str:
    return f'<span class="method {escape(method)}">{escape(method.upper())}</span>'


def _terms(path: str, operation: dict[str, Any]) -> str:
    """What the search box looks through."""
    terms = [path, operation["operationId"], operation["description"], *operation["x-roles"]]
    return escape(" ".join(terms).lower())
