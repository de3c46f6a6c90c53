"""The document of a contract with every kind of field promises what the transcoder keeps."""

from __future__ import annotations

from functools import cache
from typing import Any

from openapi_spec_validator import validate

from gateway.openapi.document import Document, service_document
from tests.unit.gateway.every_kind import every_kind


@cache
def tree() -> Document:
    return service_document(every_kind())


def test_the_document_is_valid() -> None:
    validate(tree())


def test_only_what_a_parameter_can_say_is_a_parameter() -> None:
    given: list[dict[str, Any]] = tree()["paths"]["/v1/probe/items"]["get"]["parameters"]
    names = {each["name"] for each in given}
    assert {"time", "times", "wrappedFen", "shown", "tags", "part.amountFen", "otherwiseSpelled"} <= names
    assert not {"free", "anyValue", "anyList", "packed", "parts", "labels", "byNumber", "part"} & names


def test_a_file_is_no_json() -> None:
    [path] = [path for path in tree()["paths"] if path.endswith(":download")]
    assert tree()["paths"][path]["get"]["responses"]["200"]["content"] == {"*/*": {}}
