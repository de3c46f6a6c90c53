"""Build HTTP routes from a service's descriptor image and find the route of a request.

It must not import stubs: messages live in a private descriptor pool per image.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from google.api import annotations_pb2, http_pb2
from google.protobuf import descriptor_pb2, message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import DecodeError, Message
from google.rpc import code_pb2

from gateway.errors import Refused, bad_field
from gateway.field_kinds import Kind, kind_of
from gateway.path_template import PathEncodingError, PathTemplate, TemplateError, parse_template, split_path

KINDS = ("get", "put", "post", "delete", "patch")
RAW = "google.api.HttpBody"


class RouteError(ValueError):
    """A descriptor image cannot be turned into routes; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One HTTP binding of one rpc. `binding` is 0 for the main one, else its place among the additional ones.

    `bound` holds the fields that lead to each path variable, `mask` the request's FieldMask when it has exactly one.
    """

    service: str
    rpc: str
    binding: int
    http_method: str
    template: PathTemplate
    body: str
    response_body: str
    unary: bool
    request: Descriptor
    reply: Descriptor
    bound: Mapping[str, tuple[FieldDescriptor, ...]] = field(compare=False)
    mask: FieldDescriptor | None = field(compare=False)

    @property
    def request_class(self) -> type[Message]:
        """Message class of the request, from the image's own pool."""
        return message_factory.GetMessageClass(self.request)

    @property
    def reply_class(self) -> type[Message]:
        """Message class of the reply, from the image's own pool."""
        return message_factory.GetMessageClass(self.reply)

    @property
    def key(self) -> tuple[str, str]:
        """What no two routes may share."""
        return (self.http_method, self.template.shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRoutes:
    """Everything the gateway knows about one service."""

    name: str
    title: str
    version: str
    http_prefix: str
    image: bytes
    routes: tuple[Route, ...]


class RouteTable:
    """The routes of all services. It never changes: a new table replaces it."""

    def __init__(self, services: Mapping[str, ServiceRoutes]) -> None:
        self.services = dict(services)

    def find(self, http_method: str, raw_path: str) -> tuple[Route, dict[str, str]]:
        """The route and the fields bound by the path. Raises Refused: 404, 405 with Allow, 400 for a bad escape."""
        wanted = "GET" if http_method == "HEAD" else http_method
        allowed: set[str] = set()
        verbs_only = False
        try:
            for route, values in self._matches(raw_path):
                if verbs_only and not route.template.verb:
                    break
                if route.http_method == wanted:
                    return route, values
                allowed.add(route.http_method)
                verbs_only = bool(route.template.verb)
        except PathEncodingError:
            raise bad_field("path", "BAD_ESCAPE", "路径中的百分号编码有误，请改为 UTF-8 的 %XX 编码。") from None
        if not allowed:
            raise Refused(code_pb2.NOT_FOUND, "ROUTE_NOT_FOUND", "没有这个地址，请核对接口文档中的路径。")
        allow = ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set())))
        message = f"该地址不支持此请求方法，请改用：{allow}。"
        raise Refused(code_pb2.UNIMPLEMENTED, "METHOD_NOT_ALLOWED", message, http_status=405, headers={"allow": allow})

    def _matches(self, raw_path: str) -> Iterator[tuple[Route, dict[str, str]]]:
        """Routes whose template fits, best first."""
        segments = split_path(raw_path)
        for service in self.services.values():
            if lies_under(raw_path, service.http_prefix):
                for route in service.routes:
                    values = route.template.match(segments)
                    if values is not None:
                        yield route, values


def lies_under(path: str, prefix: str) -> bool:
    """Whether a path is the prefix itself, one of its verbs, or below it."""
    return path == prefix or path.startswith((f"{prefix}/", f"{prefix}:"))


def build_routes(name: str, image: bytes) -> tuple[Route, ...]:
    """Routes of the package `sifa.<name>.v1`, the most specific first. Raises RouteError."""
    package = f"sifa.{name}.v1"
    try:
        files = descriptor_pb2.FileDescriptorSet.FromString(image).file
        pool = DescriptorPool()
        for file in files:
            pool.AddSerializedFile(file.SerializeToString())
    except (DecodeError, TypeError) as error:
        raise RouteError("the image is not a complete FileDescriptorSet") from error
    own = [file for file in files if file.package == package]
    if not own:
        raise RouteError(f"the image holds no file of package {package}")
    routes: list[Route] = []
    for file in own:
        for service in file.service:
            for method in pool.FindServiceByName(f"{package}.{service.name}").methods:
                routes += _routes_of(name, method)
    refuse_duplicates(routes)
    return tuple(sorted(routes, key=lambda route: (not route.template.verb, route.template.precedence)))


def refuse_duplicates(routes: Iterable[Route]) -> None:
    """Raises RouteError when two routes match the same requests."""
    seen: dict[tuple[str, str], Route] = {}
    for route in routes:
        other = seen.setdefault(route.key, route)
        if other is not route:
            raise RouteError(f"{' '.join(route.key)} is taken by {other.rpc}, {route.rpc} wants it too")


def _routes_of(name: str, method: MethodDescriptor) -> Iterator[Route]:
    # NOTE: parsed again because the private pool does not know the extension.
    options = descriptor_pb2.MethodOptions.FromString(method.GetOptions().SerializeToString())
    if options.HasExtension(annotations_pb2.http):
        rule = options.Extensions[annotations_pb2.http]
        for number, binding in enumerate((rule, *rule.additional_bindings)):
            if number and binding.additional_bindings:
                raise RouteError(f"{method.full_name}: additional bindings cannot have additional bindings")
            yield _route(name, method, number, binding)


def _route(name: str, method: MethodDescriptor, number: int, rule: http_pb2.HttpRule) -> Route:
    kind = rule.WhichOneof("pattern")
    if kind not in KINDS:
        raise RouteError(f"{method.full_name}: only {', '.join(KINDS)} are served")
    try:
        template = parse_template(getattr(rule, kind))
    except TemplateError as error:
        raise RouteError(f"{method.full_name}: {error}") from error
    _check_bodies(method, kind, rule)
    masks = [field for field in method.input_type.fields if kind_of(field) is Kind.FIELD_MASK and not field.is_repeated]
    return Route(
        service=name,
        rpc=f"/{method.containing_service.full_name}/{method.name}",
        binding=number,
        http_method=kind.upper(),
        template=template,
        body=rule.body,
        response_body=rule.response_body,
        unary=not (method.client_streaming or method.server_streaming),
        request=method.input_type,
        reply=method.output_type,
        bound={variable.field_path: _bound_fields(method, variable.field_path) for variable in template.variables},
        mask=masks[0] if len(masks) == 1 else None,
    )


def _check_bodies(method: MethodDescriptor, kind: str, rule: http_pb2.HttpRule) -> None:
    """Raises RouteError for a body that HTTP or the gateway does not know."""
    if rule.body and kind in ("get", "delete"):
        raise RouteError(f"{method.full_name}: {kind} takes no body")
    for message, name in ((method.input_type, rule.body), (method.output_type, rule.response_body)):
        if name not in ("", "*") and name not in message.fields_by_name:
            raise RouteError(f"{method.full_name}: {message.name} has no field {name}")
    held = method.input_type.fields_by_name[rule.body].message_type if rule.body not in ("", "*") else method.input_type
    if rule.body and held is not None and held.full_name == RAW:
        raise RouteError(f"{method.full_name}: {RAW} is served in replies only")


def _bound_fields(method: MethodDescriptor, field_path: str) -> tuple[FieldDescriptor, ...]:
    """The fields along a variable's path. Raises RouteError unless single messages lead to a single scalar."""
    message: Descriptor | None = method.input_type
    fields: list[FieldDescriptor] = []
    for part in field_path.split("."):
        field = message.fields_by_name.get(part) if message else None
        if field is None or field.is_repeated:
            raise RouteError(f"{method.full_name}: {field_path} is not a single field")
        fields.append(field)
        message = field.message_type
    if message is not None:
        raise RouteError(f"{method.full_name}: {field_path} is a message")
    return tuple(fields)
