"""What every JSON form of protobuf takes although no schema says so: an enum by its number, null for what is left out.

It must not look at replies.
"""

from __future__ import annotations

import re
from typing import Any

from schemathesis import Case
from schemathesis.core.failures import Failure

INCORRECT_TYPE = re.compile(r"(?:parameter `(\w+)` in query -|in body - (\w+):).* ?Incorrect type")


def is_of_the_json_form(failure: Failure, case: Case[Any]) -> bool:
    """Whether what was taken is an enum's number in the query, or null in the body."""
    named = INCORRECT_TYPE.search(failure.message)
    if named is None:
        return False
    in_query, in_body = named.groups()
    if in_body:
        return isinstance(case.body, dict) and case.body.get(in_body, ...) is None
    given = case.operation.definition.raw.get("parameters", [])
    schema: dict[str, Any] = next((one["schema"] for one in given if one["name"] == in_query), {})
    return "$ref" in schema and str((case.query or {}).get(in_query)).lstrip("-").isdigit()
