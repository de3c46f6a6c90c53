"""What schemathesis cannot know of this system: names of things that exist, and which refusals no schema can state.

It must not hide a server error, an undocumented status or a reply that does not fit its schema.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from zlib import crc32

import schemathesis
from schemathesis import Case, CheckContext, HookContext, Response
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.openapi.checks import RejectedPositiveData

from gateway.errors import HTTP_STATUS
from tests.contract.reasons import named_in_section
from tests.contract.strangers.front_desk import OF_THE_FRONT_DESK
from tests.contract.strangers.inspections import OF_INSPECTIONS
from tests.contract.strangers.json_form import is_of_the_json_form
from tests.contract.strangers.registers import OF_REGISTERS
from tests.contract.strangers.system import PEOPLE

NAMES: dict[str, list[str]] = json.loads(Path(os.environ["STRANGER_NAMES"]).read_text(encoding="utf-8"))
INVALID_ARGUMENT = 3
AnyCase = Case[Any]
ANY = "*"
COMMON = {"sifa": named_in_section("Every service"), "sifa.gateway": named_in_section("The gateway")}
# Statuses that HTTP has and canonical codes have not: method, size, kind of body, length of headers.
OWN_STATUS = frozenset({405, 413, 415, 431})
# A text that is not in NFC; 2.0, which is an integer for JSON Schema; a date that is too early or too late.
OF_ANY_FIELD = frozenset({"TEXT_UNCLEAN", "INTEGER", "DATE_INVALID", "DATE_IN_FUTURE", "DATE_BEFORE_PREVIOUS"})
# Who is complained of: registered or named, as its kind asks (LA-120).
OF_A_TARGET = ("KIND_MISMATCH", "NAME_MISSING", "NOT_REGISTRABLE", "UNKNOWN")
# What a table in a file holds no schema sees.
OF_A_FILE = ("FILE_KIND", "FILE_UNSAFE", "ENCODING", "CSV_BROKEN", "HEADINGS", "ROWS_LIMIT")
# What an application says is decided by its kind (GO-08).
OF_A_STATEMENT = (
    "practice", "transfer", "office_statement", "practitioner", "office", "display_name", "form",
    "institution_certificate", "premises", "division", "founders", "partners", "director", "charter_document",
    "party_plan_document", "local_authority_document",
    "absorbed_offices", "succession_document", "cured_hold",
)  # fmt: skip
UNSAYABLE = {
    *((ANY, reason) for reason in OF_ANY_FIELD),
    ("page_token", "PAGE_TOKEN_INVALID"),
    ("valid_until_date", "VALIDITY_REVERSED"),
    ("public_time", "PUBLIC_TIME_PAST"),
    ("visit_date", "VISIT_BEFORE_PUBLIC_TIME"),
    ("replacement_reason", "REPLACEMENT_REASON_MISSING"),
    ("secret", "SECRET_MISMATCH"),
    ("officers", "OFFICER_TWICE"),
    ("phase_end_date", "PHASE_OVER"),
    ("transferred_to", "TRANSFER_AUTHORITY"),
    ("month", "MONTH_IN_FUTURE"),
    *(("identity_number", f"IDENTITY_NUMBER_{part}") for part in ("FORMAT", "CHECK", "BIRTH")),
    ("identity_number", "AGENT_IS_APPLICANT"),
    ("passed_time", "TRANSFER_TIME_INVALID"),
    ("criminal_defence_since", "NOT_A_LAWYER"),
    ("public_office_periods", "PERIODS_OVERLAP"),
    ("authority_division", "PLACE_MISSING"),
    ("dispute_division", "PLACE_MISSING"),
    ("relation", "AGENT_NOT_ENTITLED"),
    ("full_name", "NAME_INVALID"),
    ("credit_code", "CREDIT_CODE_FORMAT"),
    ("credit_code", "CREDIT_CODE_CHECK"),
    ("credit_code", "CREDIT_CODE_PREFIX"),
    ("education", "CONDITIONS_NOT_MET"),
    ("period", "PERIOD_NOT_OVER"),
    *((part, "STATEMENT_MISMATCH") for part in OF_A_STATEMENT),
    ("issued_number", "ISSUED_NUMBER_FORMAT"),
    ("credit_code", "CREDIT_CODE_UNEXPECTED"),
    *(("grounds", f"GROUNDS_{what}") for what in ("MISSING", "UNEXPECTED")),
    *(("issued_number", f"ISSUED_NUMBER_{what}") for what in ("MISSING", "UNEXPECTED")),
    ("pass_through_fen", "PASS_THROUGH_ABOVE_FEES"),
    *((part, "STANDING_DATES") for part in ("standing", "joined_date", "formal_date")),
    ("unit", "UNIT_MISSING"),
    ("title", "ITEM_TWICE"),
    ("practitioner", "ATTENDEE_TWICE"),
    ("minutes", "ATTENDANCE_TOO_LONG"),
    ("year", "YEAR_IN_FUTURE"),
    ("office", "SUBJECT_MISSING"),
    ("found_date", "FOUND_BEFORE_ACT"),
    *(("parties", reason) for reason in ("CLIENT_MISSING", "PARTY_ON_BOTH_SIDES")),
    ("identity_number", "IDENTITY_NUMBER_UNSOUND"),
    ("fee_fen", "AID_IS_FREE"),
    ("kind", "SPOILED_WITHOUT_MONEY"),
    ("office_case", "CASE_MISSING"),
    ("amount_fen", "AMOUNT_MISSING"),
    ("practitioner", "ADVISER_MISSING"),
    ("practitioner", "POST_MISMATCH"),
    ("partner", "PARTNER_MISSING"),
    ("findings", "FINDINGS_MISSING"),
    ("cost_source", "COST_SOURCE_MISSING"),
    ("resolutions", "RESOLUTION_UNEXPECTED"),
    ("due_date", "DUE_BEFORE_MEETING"),
    *(("due_date", reason) for reason in ("DUE_DATE_MISSING", "DUE_DATE_UNEXPECTED", "DUE_BEFORE_VISIT")),
    ("officers", "OFFICERS_TOO_FEW"),
    ("files_qualified", "COUNT_TOO_HIGH"),
    ("problems", "PROBLEMS_MISSING"),
    ("taken_date", "PHOTO_OF_ANOTHER_DAY"),
    ("sha256", "PHOTO_TWICE"),
    ("quarter", "PERIOD_IN_FUTURE"),
    ("remarks", "REMARK_TWICE"),
    ("minutes", "MINUTES_MISMATCH"),
    *((field, "GRADE_MISMATCH") for field in ("grade", "proposed_grade")),
    ("reason", "GRADE_REASON_MISSING"),
    ("reason", "DEDUCTION_WITHOUT_REASON"),
    ("names", "NOT_FOUND"),
    ("lines", "TEXT_TOO_LONG"),
    ("year", "YEAR_IN_FUTURE"),
    ("since_date", "SINCE_TOO_FAR"),
    ("line", "LINE_UNKNOWN"),
    ("clause", "CLAUSE_TWICE"),
    ("stages", "STAGE_TWICE"),
    ("units", "UNITS_UNFIT"),
    ("to_organisation", "ORGANISATION_MISSING"),
    ("update_mask", "FORMAT"),
    ("update_mask", "MASK_INVALID"),
    *(("query", reason) for reason in ("QUERY_TOO_SHORT", "QUERY_TOO_MANY_WORDS")),
    ("period", "PERIOD_INVALID"),
    ("until_date", "DATES_REVERSED"),
    *((field, "DATES_REVERSED") for field in ("statement_date", "finding_date")),
    ("finding_date", "FINDING_OVER"),
    ("offered_to", "OFFERED_TO_ONESELF"),
    ("handler", "MEMBER_TWICE"),
    ("full_name", "SEARCH_KEY"),
    ("media_type", "MEDIA_TYPE_MISMATCH"),
    ("sha256", "HASH_REQUIRED"),
    *((part, f"{what}_MISMATCH") for part in ("sha256", "size_bytes") for what in ("HASH", "SIZE")),
    ("size_bytes", "HASH_REQUIRED"),
    ("sections", "TOPIC_TWICE"),
    *(("number", f"ROW_{what}") for what in ("UNKNOWN", "TWICE")),
    ("start_date", "PHASES_OVERLAP"),
    *((field, "DATES_REVERSED") for field in ("end_date", "final_report_due_date")),
    ("phase", "PHASE_UNKNOWN"),
    ("due_date", "DUE_OUTSIDE_PHASE"),
    ("kind", "COVERAGE_TWICE"),
    ("unit_types", "UNIT_TYPES_MISMATCH"),
    ("result", "RESULT_MISMATCH"),
    *(
        (field, f"LOOK_BACK_{what}")
        for field in ("experience", "shortcomings", "direction")
        for what in ("INCOMPLETE", "UNEXPECTED")
    ),
    *OF_INSPECTIONS,
    *OF_REGISTERS,
    *OF_THE_FRONT_DESK,
    # What a service that is dropped in brings with its own tests.
    *((field, reason) for field, reason in json.loads(os.environ["STRANGER_UNSAYABLE"])),
    ("scores", "RUBRIC_DIFFERS"),
    ("grade", "GRADE_MISSING"),
    *(("callback", f"CALLBACK_FORM_{what}") for what in ("MISSING", "UNEXPECTED")),
    *((part, f"TARGET_{what}") for part in ("resource", "display_name") for what in OF_A_TARGET),
    *((file, reason) for file in ("paper", "bank", "result", "content") for reason in OF_A_FILE),
}
PLACE = re.compile(r"\[\d+\]$", re.ASCII)


@schemathesis.hook
def map_case(context: HookContext, case: AnyCase) -> AnyCase:  # noqa: ARG001 - the tool passes by name
    """Let most sound cases be about things that exist, or everything would end with NOT_FOUND."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return case
    dice = crc32(repr((case.path_parameters, case.body)).encode())
    if dice % 4:
        case.path_parameters = {
            name: _existing(name, dice, value) for name, value in (case.path_parameters or {}).items()
        }
        if isinstance(case.body, dict):
            case.body = {name: _existing(name, dice, value) for name, value in case.body.items()}
        case.headers.pop("If-Match", None)
    return case


@schemathesis.hook
def before_call(context: HookContext, case: AnyCase, kwargs: dict[str, Any]) -> None:  # noqa: ARG001 - passed by name
    """Wrong passwords lock an account, so none of those that the tests need is tried."""
    if case.operation.path.endswith(":signIn") and isinstance(case.body, dict) and case.body.get("account") in PEOPLE:
        case.body = {**case.body, "account": "nobody"}


def _existing(name: str, dice: int, value: Any) -> Any:
    """One of the known ids (path) or names (body) of the kind, else the value itself."""
    known = NAMES.get(name, [])
    if not known or not isinstance(value, str):
        return value
    chosen = known[dice // 4 % len(known)]
    return chosen if "/" in value else chosen.rpartition("/")[2]


@schemathesis.check
def a_refusal_explains_itself(ctx: CheckContext, response: Response, case: AnyCase) -> None:  # noqa: ARG001 - by name
    """Code, a reason that the document or the page on refusals names, and Chinese words."""
    if response.status_code < 400 or case.operation.path.startswith("/openapi"):
        return
    body = response.json()
    details = {item["@type"].rpartition(".")[2]: item for item in body["details"]}
    assert HTTP_STATUS[body["code"]] == response.status_code or response.status_code in OWN_STATUS
    info, text = details["ErrorInfo"], details["LocalizedMessage"]
    stated = case.operation.definition.raw["x-error-reasons"]
    assert info["reason"] in {*stated, *COMMON[info["domain"]]}, f"{info['reason']} is not documented"
    assert text["locale"] == "zh-CN"
    assert re.search("[\u4e00-\u9fff]", text["message"])


@schemathesis.hook
def filter_failure(
    context: HookContext,  # noqa: ARG001 - the tool passes by name
    failure: Failure,
    case: AnyCase,
    response: Response,
) -> bool:
    """Whether a failure counts: a sound request may be refused by a rule of the trade, or by what no schema can say."""
    if isinstance(failure, RejectedPositiveData):
        body = response.json()
        return body["code"] == INVALID_ARGUMENT and not _violations(body) <= UNSAYABLE | _conditional(case)
    if isinstance(failure, AcceptedNegativeData):
        return response.status_code not in OWN_STATUS and not is_of_the_json_form(failure, case)
    return True


def _conditional(case: AnyCase) -> set[tuple[str, str]]:
    """Fields that the document calls required in some cases only, which a schema does not express."""
    schemas = case.operation.schema.raw_schema["components"]["schemas"].values()
    fields = [item for schema in schemas for item in schema.get("properties", {}).items()]
    return {(_snake(name), "REQUIRED") for name, field in fields if "equired" in field.get("description", "")}


def _snake(name: str) -> str:
    return re.sub("([A-Z])", lambda found: f"_{found[1].lower()}", name)


def _violations(body: dict[str, Any]) -> set[tuple[str, str]]:
    """Last part of the field, without its place in a list, and reason of everything that a refusal names."""
    bad: dict[str, Any] = next(
        (item for item in body["details"] if item["@type"].endswith("BadRequest")), {"fieldViolations": []}
    )
    found = {(PLACE.sub("", item["field"].rpartition(".")[2]), item["reason"]) for item in bad["fieldViolations"]}
    return {(ANY if reason in OF_ANY_FIELD else field, reason) for field, reason in found}
