"""Parse `google.api.http` path templates and match them against raw request paths.

It must not know routes, HTTP methods or messages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

ANY, REST = "*", "**"
_TOKEN = re.compile(r"\*\*|\*|[{}=/:]|[A-Za-z0-9._~-]+", re.ASCII)
_WORD = re.compile(r"[A-Za-z0-9._~-]+", re.ASCII)
_FIELD_PATH = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*", re.ASCII)
BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_RESERVED = "|".join(f"{ord(sign):02X}" for sign in ":/?#[]@!$&'()*+,;=")
_RESERVED_ESCAPE = re.compile(f"%(?={_RESERVED})", re.IGNORECASE)


class TemplateError(ValueError):
    """The template does not follow the grammar of google/api/http.proto."""


class PathEncodingError(ValueError):
    """A percent escape of the request path is broken or is not UTF-8."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A field bound to the segments `start` to `end` (exclusive) of its template."""

    field_path: str
    start: int
    end: int
    single: bool


@dataclass(frozen=True, slots=True)
class PathTemplate:
    """A compiled template: literals, `*` (one segment), at most one `**` (any number), and an optional verb."""

    text: str
    segments: tuple[str, ...]
    verb: str
    variables: tuple[Variable, ...]

    @property
    def shape(self) -> str:
        """The template without its variable names: two templates of one shape match the same paths."""
        return "/" + "/".join(self.segments) + (f":{self.verb}" if self.verb else "")

    @property
    def precedence(self) -> tuple[int, ...]:
        """Sort key: literal before `*` before `**`, segment by segment; a longer template before its own prefix."""
        return (*({ANY: 1, REST: 2}.get(segment, 0) for segment in self.segments), 3)

    def match(self, segments: Sequence[str]) -> dict[str, str] | None:
        """Field values bound by the raw path's segments, or None. Raises PathEncodingError for a bad escape."""
        if self.verb:
            if not segments[-1].endswith(f":{self.verb}"):
                return None
            segments = [*segments[:-1], segments[-1][: -len(self.verb) - 1]]
        surplus = len(segments) - len(self.segments)
        rest = self.segments.index(REST) if REST in self.segments else len(self.segments)
        if surplus < -1 or (surplus != 0 and REST not in self.segments):
            return None
        expected = self.segments
        if REST in expected:
            expected = (*expected[:rest], *[ANY] * (surplus + 1), *expected[rest + 1 :])
        if not all(given == want or (want == ANY and given) for want, given in zip(expected, segments, strict=True)):
            return None
        values = {}
        for variable in self.variables:
            start = variable.start + (surplus if variable.start > rest else 0)
            end = variable.end + (surplus if variable.end > rest else 0)
            values[variable.field_path] = _decode("/".join(segments[start:end]), single=variable.single)
        return values


def _decode(raw: str, *, single: bool) -> str:
    """Undo percent escapes: all of them in one segment, all but the reserved characters in several."""
    if BROKEN_ESCAPE.search(raw):
        raise PathEncodingError("broken percent escape")
    try:
        text: str = unquote(raw if single else _RESERVED_ESCAPE.sub("%25", raw), errors="strict")
    except UnicodeDecodeError as error:
        raise PathEncodingError("percent escapes are not UTF-8") from error
    return text


class _Parser:
    """Recursive descent over the tokens of one template."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[str] = _TOKEN.findall(text)
        self.segments: list[str] = []
        self.variables: list[Variable] = []
        if "".join(self.tokens) != text:
            raise self.fault("has a character that is not allowed")

    def fault(self, why: str) -> TemplateError:
        return TemplateError(f"path template {self.text!r} {why}")

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def take(self, wanted: str | None = None) -> str:
        token = self.peek()
        if not token or (wanted is not None and token != wanted):
            raise self.fault(f"lacks {wanted or 'a segment'}")
        return self.tokens.pop(0)

    def parse(self) -> PathTemplate:
        self.take("/")
        self.parse_segments(inside=False)
        verb = ""
        if self.peek() == ":":
            self.take()
            verb = self.take()
            if not _WORD.fullmatch(verb):
                raise self.fault("has a bad verb")
        if self.tokens:
            raise self.fault("goes on after its end")
        self.check_wildcards()
        return PathTemplate(self.text, tuple(self.segments), verb, tuple(self.variables))

    def parse_segments(self, *, inside: bool) -> None:
        self.parse_segment(inside=inside)
        while self.peek() == "/":
            self.take()
            self.parse_segment(inside=inside)

    def parse_segment(self, *, inside: bool) -> None:
        sign = self.take()
        if sign == "{" and not inside:
            self.parse_variable()
        elif sign in (ANY, REST) or _WORD.fullmatch(sign):
            self.segments.append(sign)
        else:
            raise self.fault("has a bad segment or a variable inside a variable")

    def parse_variable(self) -> None:
        field_path, start = self.take(), len(self.segments)
        if not _FIELD_PATH.fullmatch(field_path):
            raise self.fault("has a bad field path")
        if field_path in {variable.field_path for variable in self.variables}:
            raise self.fault("binds one field twice")
        if self.peek() == "=":
            self.take()
            self.parse_segments(inside=True)
        else:
            self.segments.append(ANY)
        self.take("}")
        covered = self.segments[start:]
        single = len(covered) == 1 and covered != [REST]
        self.variables.append(Variable(field_path, start, len(self.segments), single))

    def check_wildcards(self) -> None:
        if REST in self.segments and {ANY, REST} & set(self.segments[self.segments.index(REST) + 1 :]):
            raise self.fault("has a wildcard after **")


def parse_template(text: str) -> PathTemplate:
    """Compile a template. Raises TemplateError."""
    return _Parser(text).parse()


def split_path(raw_path: str) -> list[str]:
    """Segments of a raw path. An empty segment (double or trailing slash) never matches a wildcard."""
    return raw_path.split("/")[1:]
