"""Write HTML so that whatever a contract says is shown as text.

It must not take markup from anywhere but this folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

_QUOTED = re.compile(r"`([^`]+)`")
_FRAME = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/static/icon.svg">
<link rel="stylesheet" href="/static/pages.css">
<script src="/static/search.js" defer></script>
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header><nav aria-label="站内"><a class="brand" href="/">sifa</a> <a href="/docs">接口文档</a></nav></header>
<main id="main">
{body}
</main>
</body>
</html>
"""
SEARCH = """<p class="search" hidden><label for="search">查找</label>
<input id="search" type="search" autocomplete="off" placeholder="路径、名称、说明或错误原因">
<output for="search"></output></p>"""


def page(title: str, body: str) -> bytes:
    """A whole page."""
    return _FRAME.format(title=escape(title), body=body).encode()


def paragraphs(text: str) -> str:
    """Paragraphs of a comment; what stands in backquotes is set as code, everything else stays text."""
    return "".join(f"<p>{inline(part)}</p>" for part in text.split("\n\n") if part)


def inline(text: str) -> str:
    """One line of text, escaped; what stands in backquotes is set as code."""
    return _QUOTED.sub(r"<code>\1</code>", escape(text))


def code(text: str) -> str:
    """A name or a value."""
    return f"<code>{escape(text)}</code>"


def link(address: str, text: str) -> str:
    """A link with plain text."""
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already; the first cell of a row names it. Each cell knows its head for phones."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(_row(heads, row) for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else ""


def _row(heads: Sequence[str], row: Sequence[str]) -> str:
    first, *others = row
    cells = "".join(f'<td data-head="{escape(head)}">{cell}</td>' for head, cell in zip(heads[1:], others, strict=True))
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'
