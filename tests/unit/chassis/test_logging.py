"""Whatever is logged, by whomever and in whichever profile: numbers of persons and secrets are not in the line."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog

from chassis.database import Database
from chassis.masking import MASK, mask_text
from chassis.observe import configure_logging
from chassis.settings import load_settings

IDENTITY, IDENTITY_X, PHONE = "110101199003070011", "11010119900307002X", "13812345678"
MAIL = "zhao.shi@example.org"
KEY, JWT = "sk_legal_aid_0123456789abcdef_" + "A" * 43, "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ6In0.c2lnbmF0dXJl"
URL = "postgresql+psycopg://clerk:hunt@er2@db:5432/legal_aid"
PLANTED = [IDENTITY, IDENTITY_X, PHONE, MAIL, KEY, JWT, "hunt@er2", "er2@"]
TEXT = f"办理 {IDENTITY}、{IDENTITY_X}，电话{PHONE}，邮箱{MAIL} Bearer {JWT} {KEY} {URL}"
PRODUCTION = {"SIFA_ENV": "production", "SIFA_BROKER_URL": "none:"}
PROFILES = {"embedded": {"SIFA_ENV": "embedded"}, "production": PRODUCTION}


@pytest.fixture(params=list(PROFILES))
def lines(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    written = io.StringIO()
    root = logging.getLogger()
    before, level, hook = list(root.handlers), root.level, sys.excepthook
    monkeypatch.setattr(sys, "stderr", written)
    monkeypatch.setattr("threading.excepthook", None)
    configure_logging(load_settings(PROFILES[request.param]))
    yield written
    sys.excepthook = hook
    logging.captureWarnings(False)
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def fail(error: Exception) -> None:
    try:
        raise ValueError(TEXT)  # noqa: TRY301 - a cause of its own
    except ValueError as cause:
        raise error from cause


def in_the_event() -> None:
    structlog.get_logger().error(TEXT)


def in_a_field() -> None:
    structlog.get_logger().info("x", detail=TEXT, number=int(IDENTITY), phone=int(PHONE))


def in_nested_fields() -> None:
    structlog.get_logger().info("x", body={"a": [TEXT, (int(IDENTITY),)], IDENTITY: {1: TEXT}}, raw=TEXT.encode())


def in_an_object() -> None:
    structlog.get_logger().info("x", error=RuntimeError(TEXT), kinds={IDENTITY})


def in_a_bound_context() -> None:
    with structlog.contextvars.bound_contextvars(who=TEXT):
        structlog.get_logger().warning("x")


def in_an_exception() -> None:
    try:
        fail(RuntimeError(TEXT))
    except RuntimeError:
        structlog.get_logger().exception("failed")


def in_a_foreign_line() -> None:
    logging.getLogger("kombu.connection").warning("cannot reach %s for %s", URL, TEXT)


def in_a_foreign_exception() -> None:
    try:
        fail(KeyError(TEXT))
    except KeyError:
        logging.getLogger("nameko.containers").exception("error handling worker %s", TEXT)


def in_a_foreign_extra() -> None:
    logging.getLogger("uvicorn.error").error("x %(a)s", {"a": TEXT}, extra={"url": URL})


PATHS = [
    in_the_event, in_a_field, in_nested_fields, in_an_object, in_a_bound_context, in_an_exception, in_a_foreign_line,
    in_a_foreign_exception, in_a_foreign_extra,
]  # fmt: skip


@pytest.mark.parametrize("log", PATHS)
def test_nothing_planted_reaches_the_output(lines: io.StringIO, log: Callable[[], None]) -> None:
    log()
    said = lines.getvalue()
    assert said
    assert [value for value in PLANTED if value in said] == []


@pytest.mark.parametrize("lines", ["production"], indirect=True)
@pytest.mark.parametrize("log", PATHS)
def test_every_line_of_production_is_json(lines: io.StringIO, log: Callable[[], None]) -> None:
    log()
    (line,) = lines.getvalue().splitlines()
    told = json.loads(line)
    assert {"event", "level", "timestamp"} <= set(told)


@pytest.mark.parametrize("lines", ["production"], indirect=True)
def test_production_tells_where_and_what_kind_but_not_the_text_of_an_exception(lines: io.StringIO) -> None:
    said = f"{chr(0x5F20)}三的案情"
    try:
        fail(RuntimeError(said))
    except RuntimeError:
        structlog.get_logger().exception("failed")
    told = json.loads(lines.getvalue())
    assert said not in lines.getvalue()
    for part in ("builtins.ValueError", "builtins.RuntimeError", "in fail"):
        assert part in told["exception"]


@pytest.mark.parametrize("lines", ["production"], indirect=True)
def test_a_foreign_line_tells_whose_it_is(lines: io.StringIO) -> None:
    logging.getLogger("alembic.runtime.migration").warning("late")
    told = json.loads(lines.getvalue())
    assert (told["logger"], told["event"], told["level"]) == ("alembic.runtime.migration", "late", "warning")


def test_an_error_of_the_database_does_not_tell_the_values_of_the_statement(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/x.sqlite")
    with pytest.raises(sa.exc.OperationalError) as caught, database.read() as session:
        session.execute(sa.text("select * from nowhere where who = :who"), {"who": "张三"})
    assert "张三" not in str(caught.value)
    database.close()


def test_configuring_twice_writes_each_line_once(lines: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", lines)
    configure_logging(load_settings(PROFILES["embedded"]))
    logging.getLogger("kombu").warning("once")
    assert lines.getvalue().count("once") == 1


@pytest.mark.parametrize("lines", ["production"], indirect=True)
def test_a_warning_of_python_is_a_line_like_all_others(lines: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(TEXT, stacklevel=1)
        logging.captureWarnings(False)
    assert json.loads(lines.getvalue())["logger"] == "py.warnings"
    assert PHONE not in lines.getvalue()


@pytest.mark.parametrize("where", ["main", "thread"])
def test_the_end_of_a_process_by_an_exception_is_one_masked_line(where: str) -> None:
    body = f"raise RuntimeError({TEXT!r})"
    program = "\n".join([
        "import sys, threading", "from chassis.observe import configure_logging",
        "from chassis.settings import load_settings", f"configure_logging(load_settings({PRODUCTION!r}))",
        "def end():", f"    {body}",
        "end()" if where == "main" else "t = threading.Thread(target=end); t.start(); t.join()",
    ])  # fmt: skip
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    told = json.loads(done.stderr)
    assert (told["event"], told["error"]) == ("uncaught", "RuntimeError")
    assert [value for value in PLANTED if value in done.stderr] == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"号码{IDENTITY}。", f"号码{MASK}。"), (f"+86 {PHONE}", MASK), ("138-1234-5678", MASK),
        ("138 1234 5678", MASK),
        ("amqp://u:p@mq//x", f"amqp://u:{MASK}@mq//x"), ("PASSWORD=hunter2 host=db", f"PASSWORD={MASK} host=db"),
        ('{"password": "a b", "n": 1}', f'{{"password": {MASK}, "n": 1}}'),
    ],
)  # fmt: skip
def test_a_shape_is_masked(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "0199a2b4-77c1-7d31-9a11-138123456789", "trace 4bf92f3577b34da6a3ce929d0e0e4736", "990102", "01812345678",
        "1234567890123456789", "12345678901", "http://127.0.0.1:8080/v1/x", "2026-06-15T09:00:00.000000Z",
        "applications/0199a2b477c17d319a11", "sk_short", "port=50051", "138123456789",
    ],
)  # fmt: skip
def test_what_is_no_such_number_stays(text: str) -> None:
    assert mask_text(text) == text
