import gzip
import json
import os
import pwd
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPResponse
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from plnkit.serving.ports import LOCAL, PortError, doors
from plnkit.serving.server import Site, _headers, _usable

ROOT = Path(__file__).parents[2]
TOKEN = "a-token"
TITLE = "Who do you learn from?"
OURS = "Another program holds the book: close it, then reload this page."
DRIVER = """
import pathlib, sys
from plnkit import files
from plnkit.serving import server
from plnkit.serving.ports import LOCAL, doors
notebooks, book = sys.argv[1:]
files.workbooks = lambda: pathlib.Path(notebooks)
server.WORKBOOKS |= {"ours": "3_ours.ipynb", "other": "4_other.ipynb", "gone": "9_gone.ipynb"}
sockets = doors(LOCAL, 0)
link = f"http://{LOCAL}:{sockets[0].getsockname()[1]}/?token=a-token"
server.serve(
    server.Site(
        env={"PLNKIT_BOOK": book},
        folder=pathlib.Path(book).parent,
        sockets=sockets,
        token="a-token",
        on_ready=lambda: print(link, flush=True),
    )
)
"""
MAP = """
import anywidget
class Map(anywidget.AnyWidget):
    _esm = "export default {render({el}) {el.innerHTML = '<div class=pln-card>map</div>'}}"
Map()
"""
QUIET = """
class Quiet(anywidget.AnyWidget):
    _esm = "export default {render({el}) {}}"
"""
FORM = """
import anywidget, ipywidgets as w
form = w.VBox([w.Text(description="Name"), w.IntSlider(), w.Button(description="Add")])
form.add_class("pln-card")
"""


@dataclass
class Visitor:
    """A browser without a screen: it keeps cookies, and does not follow where it is sent."""

    site: str
    opener: Any = field(default_factory=lambda: build_opener(HTTPCookieProcessor(), Stay))

    def get(self, path: str) -> HTTPResponse | HTTPError:
        try:
            return self.opener.open(Request(self.site + path), timeout=60)
        except HTTPError as answer:
            return answer

    def text(self, path: str) -> str:
        return self.get(path).read().decode()


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def write(path: Path, *cells: Any) -> None:
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    notebook = new_notebook(cells=list(cells), metadata={"title": TITLE, "kernelspec": kernel})
    nbformat.write(notebook, path)


def start(folder: Path) -> tuple[subprocess.Popen[str], str]:
    notebooks, book = folder / "notebooks", folder / "books" / "mine.pln"
    notebooks.mkdir()
    book.parent.mkdir()
    write(
        notebooks / "2_network.ipynb",
        new_markdown_cell(f"# {TITLE}\n\nNobody sees this but you.", metadata={"tags": ["title"]}),
        new_code_cell("import os, warnings; warnings.warn('for the log')"),
        new_code_cell(FORM),
        new_code_cell(QUIET + "\ndisplay(Quiet(), form)"),
        new_code_cell(MAP, metadata={"tags": ["aside"]}),
        new_code_cell("Quiet()"),
        new_code_cell("print(os.getcwd(), os.environ['PLNKIT_BOOK'])"),
        new_markdown_cell("The end."),
    )
    raising = f"from plnkit.errors import Locked\nraise Locked({OURS + ' <b>'!r})"
    write(notebooks / "3_ours.ipynb", new_code_cell(raising))
    write(notebooks / "4_other.ipynb", new_code_cell("secret = 1 / 0"))
    write(notebooks / "5_unlisted.ipynb", new_markdown_cell("Not for pages."))
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(notebooks), str(book)],
        stdout=subprocess.PIPE,
        stderr=(folder / "log").open("w"),
        text=True,
        env=env,
        cwd=folder,
    )
    assert server.stdout
    return server, server.stdout.readline().strip()


def stop(server: subprocess.Popen[str]) -> None:
    server.terminate()
    server.wait(timeout=30)


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server, link = start(tmp_path_factory.mktemp("served"))
    yield link
    stop(server)


@pytest.fixture
def stranger(link: str) -> Visitor:
    return Visitor(link.partition("/?")[0])


@pytest.fixture
def reader(stranger: Visitor) -> Visitor:
    stranger.get(f"/?token={TOKEN}")
    return stranger


def test_the_link_is_local_and_carries_the_token(link: str) -> None:
    assert re.fullmatch(rf"http://127\.0\.0\.1:\d+/\?token={TOKEN}", link)


@pytest.mark.parametrize("path", ["/", "/network", "/nothing", "/?token=wrong"])
def test_without_the_token_there_is_only_a_friendly_refusal(stranger: Visitor, path: str) -> None:
    answer = stranger.get(path)
    page = answer.read().decode()
    assert answer.status == 403
    assert "Open the link you were given" in page
    assert TITLE not in page


def test_the_link_logs_in_and_takes_the_token_out_of_the_address(stranger: Visitor) -> None:
    answer = stranger.get(f"/?token={TOKEN}")
    assert (answer.status, answer.headers["Location"]) == (302, "/")


def test_the_start_leads_to_the_workbooks(reader: Visitor) -> None:
    page = reader.text("/")
    assert f'href="network" aria-label="Open: {TITLE}"' in page
    assert "Nobody sees this but you." in page
    assert 'href="gone"' not in page
    assert "This is a workshop" not in page


def test_the_step_of_the_page_is_marked(reader: Visitor) -> None:
    page = reader.text("/network")
    assert page.count('aria-current="step"') == 1
    assert re.search(r'href="/network"[^>]*aria-current="step"', page)
    assert 'href="/gone"' not in page


def test_a_kernel_knows_the_book_and_works_beside_it(reader: Visitor) -> None:
    folder, book = re.search(r"<pre>(\S+) (\S+)", reader.text("/network")).groups()  # type: ignore[union-attr]
    assert Path(book) == Path(folder) / "mine.pln"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/gone",
        "/login",
        "/voila/tree",
        "/voila/files/x",
        "/voila/files/2_network.ipynb",
        "/voila/render/2_network.ipynb",
        "/voila/render/5_unlisted.ipynb",
        "/voila/api/contents",
        "/2_network.ipynb",
        "/network/..",
    ],
)
def test_any_other_address_is_a_friendly_404(reader: Visitor, path: str) -> None:
    answer = reader.get(path)
    assert answer.status == 404
    assert "nothing at this address" in answer.read().decode()


def test_the_address_cannot_choose_another_template_or_theme(reader: Visitor) -> None:
    page = reader.text("/network?template=classic&theme=dark")
    assert 'class="pln-header"' in page
    assert "theme-dark" not in page


@pytest.mark.parametrize("path", ["/network", "/other", "/nothing"])
def test_a_page_names_no_other_host(reader: Visitor, path: str) -> None:
    page = re.sub(r'href="data:[^"]*"', "", reader.text(path))  # the icon names the SVG standard
    assert re.findall(r"//(?!127)[a-z0-9-]+\.[a-z]{2,}", page) == []


def test_static_files_are_kept_by_the_browser_for_good(reader: Visitor) -> None:
    found = re.findall(r"/assets/[\w.-]+\.\w+", reader.text("/network"))
    assert len(found) >= 4
    for path in found:
        assert re.search(r"\.[0-9a-f]{16}\.", path)
        assert "immutable" in reader.get(path).headers["Cache-Control"]


def test_the_page_says_where_plotly_is(reader: Visitor) -> None:
    address = re.search(r'data-plotly="([^"]+)"', reader.text("/network"))
    assert address
    assert b"Plotly" in reader.get(address[1]).read()


def test_a_page_is_told_its_address_and_its_kernel_and_nothing_of_a_lab(reader: Visitor) -> None:
    told = re.search(
        r'id="jupyter-config-data"[^>]*>(.*?)</script>', reader.text("/network"), re.DOTALL
    )
    assert told
    assert {"baseUrl", "kernelId"} <= (config := json.loads(told[1])).keys()
    assert config.keys() <= {"baseUrl", "kernelId", "jupyterLabTheme"}


def test_an_error_of_ours_is_its_sentence(reader: Visitor) -> None:
    page = reader.text("/ours")
    assert f"{OURS} &lt;b&gt;" in page
    assert "Traceback" not in page


def test_any_other_error_is_a_calm_sentence_without_a_traceback(reader: Visitor) -> None:
    page = reader.text("/other")
    assert "Your saved work is safe" in page
    assert not re.search("ZeroDivisionError|Traceback|secret", page)


def test_a_warning_is_not_for_the_reader(reader: Visitor) -> None:
    assert "for the log" not in reader.text("/network")


def test_a_port_in_use_is_a_sentence_that_says_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortError, match=rf"Port {port} is in use: name another with --port"):
            doors(LOCAL, port)


def test_a_port_that_does_not_exist_is_a_sentence() -> None:
    with pytest.raises(PortError, match="Port 70000 cannot be used"):
        doors(LOCAL, 70_000)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_and_its_kernels(tmp_path: Path, sign: signal.Signals) -> None:
    server, link = start(tmp_path)
    visitor = Visitor(link.partition("/?")[0])
    visitor.get(f"/?token={TOKEN}")
    visitor.text("/network")
    kernels = psutil.Process(server.pid).children(recursive=True)
    server.send_signal(sign)
    assert server.wait(timeout=30) == 0
    assert kernels
    assert psutil.wait_procs(kernels, timeout=10)[1] == []
    assert "Traceback" not in (tmp_path / "log").read_text()


@pytest.mark.parametrize("path", ["/network", "/", "/nothing"])
def test_a_page_tells_the_browser_what_it_may_not_do(reader: Visitor, path: str) -> None:
    said = reader.get(path).headers
    rules = dict(rule.split(" ", 1) for rule in said["Content-Security-Policy"].split("; "))
    assert rules["script-src"] == "'self' blob:"
    assert rules["default-src"] == rules["frame-ancestors"] == "'self'"
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "no-referrer"
    assert said["Cache-Control"] == "no-store"


def test_a_site_that_was_named_may_show_the_pages_in_a_frame() -> None:
    site = Site({}, Path(), [], "", print, frames=("https://lms.example",))
    assert _headers(site)["Content-Security-Policy"].endswith("'self' https://lms.example")


def test_no_script_stands_in_a_page_itself(reader: Visitor) -> None:
    page = reader.text("/network")
    assert set(re.findall(r"<script (.*?)[ =]", page)) == {"defer", "type", "id"}
    assert re.findall(r"<script[^>]*>\s*[^<\s{]", page) == []


@pytest.mark.parametrize("path", ["/network", "/"])
def test_pages_and_scripts_are_sent_compressed(reader: Visitor, path: str) -> None:
    scripts = re.findall(r'src="(/assets/[^"]+)"', reader.text("/network"))
    for address in [path, *scripts]:
        asked = Request(reader.site + address, headers={"Accept-Encoding": "gzip"})
        answer = reader.opener.open(asked, timeout=60)
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.read())


# In a browser

DRAWN = "#cells:not(.pln-opening)"
BOX = "name => document.querySelector(name).getBoundingClientRect().toJSON()"


@pytest.fixture(scope="module")
def open_page(chromium: Any, link: str) -> Iterator[Callable[[int, int], tuple[Any, list[str]]]]:
    opened = []

    def open_page(width: int, height: int) -> tuple[Any, list[str]]:
        page = chromium.new_page(viewport={"width": width, "height": height})
        opened.append(page)
        complaints = listen(page, link.partition("/?")[0])
        page.goto(link.replace("/?", "/network?"), wait_until="commit")
        page.wait_for_selector(DRAWN, state="attached", timeout=60_000)
        page.wait_for_selector("main >> text=map")
        return page, complaints

    yield open_page
    for page in opened:
        page.close(run_before_unload=True)


def listen(page: Any, site: str) -> list[str]:
    heard: list[str] = []
    page.on("console", lambda said: said.type == "error" and heard.append(said.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("response", lambda answer: answer.status >= 400 and heard.append(answer.url))
    page.on("request", lambda sent: local(sent.url, site) or heard.append(sent.url))
    return heard


def local(url: str, site: str) -> bool:
    return url.startswith((site, "data:", "blob:"))


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["laptop", "phone"])
def test_a_page_opens_quietly_and_fits_its_screen(open_page: Any, size: tuple[int, int]) -> None:
    page, complaints = open_page(*size)
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("main h1").is_visible()
    assert not page.locator("text=Opening your workbook").count()


@pytest.mark.browser
def test_on_a_laptop_the_aside_stands_beside_the_questions_and_stays(open_page: Any) -> None:
    page, _ = open_page(1280, 800)
    title, form, aside = (
        page.evaluate(BOX, name) for name in (".celltag_title", ".widget-vbox", ".celltag_aside")
    )
    assert aside["left"] > form["right"]
    assert aside["top"] == form["top"]
    assert title["right"] > aside["left"]
    page.add_style_tag(content="#cells { min-height: 3000px }")
    page.evaluate("scrollTo(0, 900)")
    assert 0 < page.evaluate(BOX, ".celltag_aside")["top"] < 100


@pytest.mark.browser
def test_on_a_phone_there_is_one_column_in_the_order_of_the_notebook(open_page: Any) -> None:
    page, _ = open_page(390, 844)
    form, aside = page.evaluate(BOX, ".widget-vbox"), page.evaluate(BOX, ".celltag_aside")
    assert aside["top"] >= form["bottom"]
    assert aside["width"] == 390 - 2 * 16


@pytest.mark.browser
def test_a_cell_that_shows_nothing_takes_no_room(open_page: Any) -> None:
    page, _ = open_page(390, 844)
    page.wait_for_selector("text=The end.")
    heights = page.eval_on_selector_all(
        ".pln-cell", "cells => cells.map(cell => cell.getBoundingClientRect().height)"
    )
    assert 0 in heights
    assert all(height == 0 or height > 20 for height in heights)


def be_nobody():
    if os.getuid() == 0:  # who may enter all
        os.setuid(pwd.getpwnam("nobody").pw_uid)


def test_a_folder_that_may_not_be_entered_is_left_for_the_nearest_that_may(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    with ProcessPoolExecutor(1, get_context("fork"), be_nobody) as one:
        found = one.submit(_usable, closed / "store").result()
    assert found in closed.parents
