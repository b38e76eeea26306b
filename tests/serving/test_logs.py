"""What a server writes: as before, or lines of JSON; and nothing of who comes, or of what lets them in."""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys

import pytest
from participant import Participant
from workshops import COMMAND, MAIN, free, is_kernel

SETTLED = """
import logging, sys, threading, warnings
from plnkit.serving import logs
logs.settle()
log = logging.getLogger("plnkit")
"""

OWN = """
other = logging.getLogger("Jupyter's")
other.propagate = False
other.addHandler(logging.StreamHandler())
"""
KERNEL = """
import logging
from plnkit.serving.kernel import log_to_the_server
log_to_the_server()
logging.getLogger("plnkit").warning("from a kernel")
from ipykernel.kernelapp import IPKernelApp
IPKernelApp().log.error("from Jupyter")
"""


def run(code, kind="json", **env):
    """Run Python after it has settled how it writes."""
    environ = {**os.environ, "PLNKIT_LOG": kind, **env}
    command = [sys.executable, "-c", SETTLED + code]
    return subprocess.run(command, capture_output=True, text=True, env=environ, check=False)


def said(code, **env):
    return [json.loads(line) for line in run(code, **env).stderr.splitlines()]


def test_a_warning_is_an_object_in_one_line():
    (line,) = said("log.warning('%d pages', 3)")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("time"))
    assert line == {"level": "warning", "logger": "plnkit", "message": "3 pages"}


def test_as_text_a_warning_is_the_sentence_that_it_was():
    assert run("log.warning('%d pages', 3)", "text").stderr == "3 pages\n"


@pytest.mark.parametrize("end", ["\n", "\r", "\x0b", "\x1b[2J", "\u2028", "\x85"])
def test_what_somebody_typed_cannot_begin_a_line_or_move_the_cursor(end):
    forged = f'a{end}{{"level": "error"}}'
    text = run(f"log.warning('nothing at %s', {forged!r})").stderr
    assert text.endswith("\n")
    assert text[:-1].isprintable()
    assert json.loads(text)["message"] == f"nothing at {forged}"


def test_a_fault_is_in_its_line_with_its_whole_traceback():
    (line,) = said("try: 1/0\nexcept ZeroDivisionError: log.exception('no')")
    assert line["message"] == "no"
    assert line["exception"].startswith("Traceback")
    assert line["exception"].endswith("ZeroDivisionError: division by zero")


@pytest.mark.parametrize(
    "code", ["1/0", "t = threading.Thread(target=lambda: 1/0); t.start(); t.join()"]
)
def test_what_nobody_caught_is_a_line_too(code):
    (line,) = said(code)
    assert (line["level"], line["exception"][-16:]) == ("critical", "division by zero")


def test_what_is_printed_there_is_logged_line_by_line():
    lines = said("print('one\\ntwo', file=sys.stderr); warnings.warn('old')")
    assert [(line["logger"], line["message"]) for line in lines[:2]] == [
        ("stderr", "one"),
        ("stderr", "two"),
    ]
    assert lines[2]["logger"] == "py.warnings"


def test_a_logger_with_a_way_of_its_own_is_written_once():
    (line,) = said(OWN + "logs.settle(); other.warning('so')")
    assert (line["logger"], line["message"]) == ("Jupyter's", "so")


def test_a_line_says_which_of_several_servers_wrote_it():
    (line,) = said("log.warning('so')", PLNKIT_LOG_SERVER="/w2/")
    assert line["server"] == "/w2/"


def test_who_hears_all_that_is_logged_changes_nothing_of_what_is_written():
    heard = "heard = []; h = logging.Handler(); h.emit = heard.append; logs.hear(h);"
    code = f"{OWN}{heard}log.warning('a'); other.warning('b'); log.info('c'); print(len(heard))"
    done = run(code, "text")
    assert (done.stderr, done.stdout) == ("a\nb\n", "2\n")


def test_where_nothing_can_be_written_the_server_goes_on():
    assert run("sys.__stderr__.close(); log.warning('so'); print('on')").stdout == "on\n"


def test_a_kernel_writes_as_its_server_does():
    done = subprocess.run(
        [sys.executable, "-c", KERNEL],
        capture_output=True,
        text=True,
        env={**os.environ, "PLNKIT_LOG": "json"},
        check=True,
    )
    lines = [json.loads(line)["message"] for line in done.stderr.splitlines()]
    assert lines == ["from a kernel", "from Jupyter"]


# --- a server -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_server_that_cannot_begin_says_why_in_a_line_of_json(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = str(held.getsockname()[1])
        command = [sys.executable, "-c", MAIN, "serve", "a.plnroom", *COMMAND, "--port", port]
        done = subprocess.run(
            [*command, "--log", "json"], capture_output=True, text=True, cwd=tmp_path, check=False
        )
    assert done.returncode == 1
    assert json.loads(done.stderr)["message"].startswith(f"Port {port} is in use")


async def _join_and_go_wrong(room):
    """Somebody joins, writes, and comes with much that is wrong; return what no log may hold."""
    ana = await Participant(room.link).join()
    await ana.add("Rosa Quimby")
    other = Participant(f"{ana.site}/?code=ZZZZ9999")
    for path in ("/?code=ZZZZ9999", "/join?code=ZZZZ9999", f"/?pass={'7' * 30}"):
        await other.get(path)
    await ana.get(f"/nothing-here?seen={ana.key}")
    await ana.get(f"/nothing-here{ana.door}")
    await ana.get(f"/readyz{ana.door}")
    ana.write("comm_msg", {"comm_id": "Rosa Quimby", "data": {"key": ana.key}})
    ana.wire.write_message(b"Rosa Quimby", binary=True)
    for kernel in filter(is_kernel, room.below()):
        kernel.kill()
    with pytest.raises(ConnectionError):  # the wire is cut once the end of its kernel is known
        await ana.hear(lambda _: False)
    return ana


def secrets_of(room, ana):
    link, key = room.facilitator.split("#key=")
    return [
        ana.key,
        "Quimby",
        ana.door.partition("=")[2],
        "ZZZZ9999",
        "7" * 30,
        link.partition("?pass=")[2],
        key,
        *ana.cookies.values(),
        "127.0.0.1",
    ]


@pytest.mark.slow
def test_nothing_of_who_came_or_of_what_let_them_in_is_in_the_log(workshop):
    room = workshop("--log", "json", "--port", free())
    ana = asyncio.run(_join_and_go_wrong(room))
    room.stop()
    messages = [json.loads(line)["message"] for line in room.said]
    for known in ("there is nothing at", "what is no message", "has ended by itself"):
        assert any(known in message for message in messages)
    text = room.log.read_text()
    assert [one for one in secrets_of(room, ana) if one in text] == []
