"""Forked kernels: what Jupyter's own suite asks of a kernel, and what a fork must not share."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import jupyter_kernel_test
import psutil
import pytest
import zmq
from jupyter_client.manager import AsyncKernelManager, start_new_kernel

from plnkit import files
from plnkit.serving import zygotes as forking
from plnkit.serving.kernels import Kernels, ThisPython
from plnkit.serving.zygotes import PAGE, ZygoteError, can_fork, zygotes

NAME = "forked"
WORKBOOK = str(files.workbooks() / "2_network.ipynb")

pytestmark = pytest.mark.skipif(not can_fork(), reason="only Linux forks kernels")


@pytest.fixture(autouse=True, scope="module")
def spec(tmp_path_factory):
    """Let Jupyter know a kernel that is forked."""
    folder = tmp_path_factory.mktemp("jupyter")
    (folder / "kernels" / NAME).mkdir(parents=True)
    text = ThisPython().get_kernel_spec("python3").to_json()
    (folder / "kernels" / NAME / "kernel.json").write_text(text)
    os.environ["JUPYTER_PATH"] = str(folder)
    yield
    del os.environ["JUPYTER_PATH"]
    zygotes.stop()


class TestSuite(jupyter_kernel_test.KernelTests):
    """Jupyter's suite for kernels."""

    kernel_name = NAME
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('test', file=sys.stderr)"
    completion_samples = [{"text": "zi", "matches": {"zip"}}]
    complete_code_samples = ["1", "print('hello')", "def f(x):\n  return x*2\n\n"]
    incomplete_code_samples = ["print('''hello", "def f(x):\n  x*2"]
    invalid_code_samples = ["import = 7q"]
    code_page_something = "zip?"
    code_generate_error = "raise ValueError"
    code_execute_result = [{"code": f"1+2*{n}", "result": str(1 + 2 * n)} for n in range(5)]
    code_display_data = [
        {
            "code": "from IPython.display import HTML, display; display(HTML('<b>a</b>'))",
            "mime": "text/html",
        }
    ]
    code_inspect_sample = "zip"
    code_clear_output = "from IPython.display import clear_output; clear_output()"
    supported_history_operations = ("tail",)  # the suite's searches fail any ipykernel 7.4


@contextmanager
def kernel(**env):
    """A kernel that runs, and a way to ask it for a value."""
    manager, client = start_new_kernel(kernel_name=NAME, env={**os.environ, **env})

    def ask(expression):
        answer = client.execute_interactive(
            "", user_expressions={"it": f"__import__('json').dumps({expression})"}, timeout=60
        )
        said = answer["content"]["user_expressions"]["it"]
        assert said["status"] == "ok", said
        return json.loads(eval(said["data"]["text/plain"]))

    try:
        yield manager, client, ask
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_sockets_go_where_their_names_are_short_enough(monkeypatch, tmp_path):
    monkeypatch.setattr(forking.tempfile, "gettempdir", lambda: f"{tmp_path}/{'long' * 30}")
    assert forking.folder_for_sockets.__wrapped__() in {"/tmp", "/dev/shm"}


def test_a_kernel_is_forked_and_has_everything_imported():
    with kernel() as (manager, _, ask):
        assert manager.provisioner.forked
        assert ask("'plotly.graph_objects' in __import__('sys').modules")


def test_a_page_is_in_its_kernel_from_birth():
    with kernel(**{PAGE: WORKBOOK}) as (_, _, ask):
        assert ask("sorted(k for k in globals() if k in ('pln', 'mine'))") == ["mine", "pln"]
        assert ask("list(mine.views)")[0] == "status"


def test_the_widgets_of_a_page_have_the_same_ids_in_every_kernel():
    ids = "sorted(__import__('comm').get_comm_manager().comms)"
    with kernel(**{PAGE: WORKBOOK}) as (_, _, one), kernel(**{PAGE: WORKBOOK}) as (_, _, other):
        assert one(ids) == other(ids) != []


def test_no_database_is_open_in_a_page_before_its_reader_comes():
    opened = "[f for f in map(__import__('os').path.realpath, __import__('glob').glob('/proc/self/fd/*')) if '.pln' in f]"
    with kernel(**{PAGE: WORKBOOK}) as (_, _, ask):
        assert ask(opened) == []


def test_a_zygote_has_one_thread_and_no_connection_so_that_a_fork_of_it_is_whole():
    with kernel(**{PAGE: WORKBOOK}):
        zygote = psutil.Process(zygotes._process.pid)
        (page,) = zygote.children()
        assert [zygote.num_threads(), page.num_threads()] == [1, 1]
        assert zygote.net_connections("inet") + page.net_connections("inet") == []


def test_two_kernels_do_not_draw_the_same_random_numbers():
    draw = "[__import__('random').random(), __import__('numpy').random.random(), __import__('uuid').uuid4().hex]"
    with kernel() as (_, _, one), kernel() as (_, _, other):
        assert not set(map(str, one(draw))) & set(map(str, other(draw)))


def test_a_kernel_has_its_own_environment_and_nothing_of_the_one_before():
    with kernel(WHO="first") as (_, _, ask):
        assert ask("__import__('os').environ['WHO']") == "first"
    with kernel() as (_, _, ask):
        assert ask("__import__('os').environ.get('WHO')") is None


def test_a_kernel_has_nothing_of_the_environment_of_the_zygote():
    with kernel() as (_, _, ask):  # the zygote may have one thread only
        threads = ask("__import__('os').environ.get('OMP_NUM_THREADS')")
        assert threads == os.environ.get("OMP_NUM_THREADS")


def test_a_kernel_works_where_it_was_told_to(tmp_path):
    manager, client = start_new_kernel(kernel_name=NAME, cwd=str(tmp_path))
    try:
        client.execute_interactive("open('here', 'w').close()", timeout=60)
        assert (tmp_path / "here").exists()
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_an_interrupt_stops_what_runs_and_the_kernel_goes_on():
    with kernel() as (manager, client, ask):
        # An error would abort what is asked right after it.
        sleep = "print('begun', flush=True); __import__('time').sleep(60)"
        client.execute(sleep, stop_on_error=False)
        while client.get_iopub_msg(timeout=30)["msg_type"] != "stream":
            pass
        manager.interrupt_kernel()
        assert client.get_shell_msg(timeout=30)["content"]["ename"] == "KeyboardInterrupt"
        assert ask("1 + 1") == 2


def test_a_restart_gives_a_new_process_with_the_page_in_it():
    with kernel(**{PAGE: WORKBOOK}) as (manager, client, ask):
        before = ask("__import__('os').getpid()")
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=60)
        assert ask("__import__('os').getpid()") != before
        assert ask("'mine' in globals()")


def test_a_kernel_that_was_killed_is_known_to_be_dead():
    with kernel() as (manager, _, ask):
        os.kill(ask("__import__('os').getpid()"), signal.SIGKILL)
        until(lambda: not manager.is_alive())


def test_a_shutdown_takes_the_processes_that_the_kernel_started_along():
    with kernel() as (manager, _, ask):
        child = ask("__import__('subprocess').Popen(['sleep', '60']).pid")
        manager.shutdown_kernel(now=True)
        until(lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie")


def test_when_the_zygote_is_killed_kernels_live_on_and_the_next_is_forked_by_a_new_one(caplog):
    with kernel(**{PAGE: WORKBOOK}) as (_, _, before):
        zygotes._process.kill()
        zygotes._process.wait()
        with kernel(**{PAGE: WORKBOOK}) as (manager, _, after):
            assert manager.provisioner.forked
            assert after("'mine' in globals()")
        assert before("1 + 1") == 2
    assert "started anew: it had ended" in caplog.text


def test_a_page_whose_own_zygote_was_killed_is_run_again():
    with kernel(**{PAGE: WORKBOOK}):
        pass
    for child in psutil.Process(zygotes._process.pid).children():
        child.kill()
        until(lambda child=child: not child.is_running())
    with kernel(**{PAGE: WORKBOOK}) as (manager, _, ask):
        assert manager.provisioner.forked
        assert ask("'mine' in globals()")


def test_a_page_zygote_that_is_stuck_is_ended_and_the_page_run_again(monkeypatch):
    with kernel(**{PAGE: WORKBOOK}):
        pass
    (stuck,) = psutil.Process(zygotes._process.pid).children()
    stuck.suspend()
    monkeypatch.setattr(forking, "BIRTH", 1)
    with kernel(**{PAGE: WORKBOOK}) as (manager, _, ask):
        assert manager.provisioner.forked
        assert ask("'mine' in globals()")
    assert not stuck.is_running()


def test_the_zygote_is_started_anew_when_the_package_has_changed(monkeypatch, caplog):
    with kernel():
        first = zygotes._process.pid
    monkeypatch.setattr(forking, "_made_of", lambda: "something else")
    monkeypatch.setattr(forking, "LOOK", 0)
    with kernel():
        assert zygotes._process.pid != first
    assert "plnkit has changed" in caplog.text


def test_the_zygotes_of_pages_end_with_the_one_they_are_copies_of():
    with kernel(**{PAGE: WORKBOOK}):
        pages = psutil.Process(zygotes._process.pid).children()
        assert pages
        zygotes.stop()
        until(lambda: not any(p.is_running() and p.status() != "zombie" for p in pages))


def test_where_no_fork_succeeds_an_ordinary_kernel_is_started_and_the_log_says_so(
    monkeypatch, caplog
):
    def fail(*_):
        raise ZygoteError("no room")

    monkeypatch.setattr(zygotes, "fork", fail)
    with kernel() as (manager, _, ask):
        assert not manager.provisioner.forked
        assert ask("1 + 1") == 2
    assert caplog.text.count("could not be forked: no room") == 2
    assert "an ordinary kernel is started instead" in caplog.text


def test_a_fork_that_dies_at_birth_is_tried_once_more(monkeypatch, caplog):
    dies = iter([False, True])
    born = forking.Forked.born
    monkeypatch.setattr(forking.Forked, "born", lambda self: next(dies) and born(self))
    with kernel() as (manager, _, ask):
        assert manager.provisioner.forked
        assert ask("1 + 1") == 2
    assert "died at birth" in caplog.text


def test_a_kernel_ends_with_the_process_that_serves_it(tmp_path):
    code = (
        "import os, sys, signal; from jupyter_client.manager import start_new_kernel;"
        f"m, c = start_new_kernel(kernel_name={NAME!r}); print(m.provisioner.pid, flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    import subprocess

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    until(lambda: not psutil.pid_exists(int(said.stdout)))


def test_as_many_sockets_as_the_library_can_have_are_allowed():
    kernels = Kernels()
    assert kernels.context.max_sockets == kernels.context.get(zmq.SOCKET_LIMIT)


def test_a_kernel_that_died_before_it_was_handed_out_takes_no_seat():
    kernels = Kernels()
    kernels.hand_out("one that has died", "a browser")
    assert not kernels.seated


def test_a_burst_of_forks_all_live():
    async def scene():
        managers = [AsyncKernelManager(kernel_name=NAME) for _ in range(12)]
        env = {**os.environ, PAGE: WORKBOOK}
        await asyncio.gather(*(m.start_kernel(env=env) for m in managers))
        alive = [await m.is_alive() and m.provisioner.forked for m in managers]
        await asyncio.gather(*(m.shutdown_kernel(now=True) for m in managers))
        return alive

    assert asyncio.run(scene()) == [True] * 12


def until(condition, patience=20):
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def test_what_is_copied_has_imported_the_driver_of_a_database_once_for_all():
    code = "from plnkit.serving import zygote; zygote._warm_up(); import sys; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"psycopg", "sqlalchemy.dialects.postgresql.psycopg"} <= set(said.stdout.split())
