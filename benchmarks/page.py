"""From the click on "Add" to the redrawn map, in a real browser, with 150 members.

Next to it what an author of notebooks would use instead: the same figure in an `Output` widget that
is cleared and filled again, in plain Voila. Needs Chromium on the PATH.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from chromium import ARGS
from playwright.sync_api import sync_playwright
from timing import table

RUNS = 30

OURS = """async (n) => {
  const map = document.querySelector("[data-pln-view=map]");
  const drawn = map.dataset.plnDrawn;
  document.querySelector("#pln-name").value = "Newcomer " + n;
  const start = performance.now();
  document.querySelector("[data-enters=add]").click();
  while (map.dataset.plnDrawn === drawn) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""

PLAIN = """async (n) => {
  const before = document.querySelector(".js-plotly-plot");
  const field = document.querySelector("input[type=text]");
  field.value = "Newcomer " + n;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  const start = performance.now();
  document.querySelector("button.jupyter-button").click();
  const done = () => {
    const plot = document.querySelector(".js-plotly-plot");
    return plot && plot !== before && plot.textContent.includes("Newcomer " + n);
  };
  while (!done()) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""

CELL = """
import ipywidgets as w, plotly.graph_objects as go
from IPython.display import display
from plnkit import files
from plnkit.charts.network_map import network_map
from plnkit.exchange import portable
from plnkit.model import Book, Member, new_id
book = Book.of(portable.read(files.samples() / "crowded.json").content)
field, add, out = w.Text(), w.Button(description="Add"), w.Output()
def draw():
    out.clear_output(wait=True)
    with out:
        display(network_map(book))
def on_click(_):
    global book
    book = book.with_(Member(id=new_id(), name=field.value, kind="person", closeness=1))
    draw()
add.on_click(on_click)
draw()
display(field, add, out)
"""


def started(command: list[str], pattern: str, folder: Path) -> tuple[subprocess.Popen, str]:
    process = subprocess.Popen(
        command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    for line in process.stdout:
        if found := re.search(pattern, line):
            return process, found[1]
    raise SystemExit(f"{command[0]} did not start")


def ours(folder: Path) -> tuple[subprocess.Popen, str]:
    cli = [sys.executable, "-m", "plnkit.cli"]
    subprocess.run([*cli, "new", "a.pln", "--sample", "crowded"], cwd=folder, check=True)
    return started([*cli, "open", "a.pln", "--no-browser"], r"Open: (\S+)", folder)


def plain(folder: Path) -> tuple[subprocess.Popen, str]:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(CELL)],
        metadata={
            "kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}
        },
    )
    nbformat.write(notebook, folder / "plain.ipynb")
    command = [sys.executable, "-m", "voila", "plain.ipynb", "--no-browser", "--port=8799"]
    return started([*command, "--Voila.ip=127.0.0.1"], r"(http://\S+:8799/)", folder)


def clicks(browser, link: str, ready: str, script: str) -> list[float]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    # Voila's template asks a CDN for icons, and waits; a room without internet refuses it.
    page.route(re.compile(r"^https://"), lambda route: route.abort())
    page.goto(link, wait_until="commit")
    page.wait_for_selector(ready, timeout=120_000)
    seconds = []
    for n in range(RUNS + 3):
        seconds.append(page.evaluate(script, n) / 1e3)
        page.wait_for_timeout(150)
    page.close()
    return seconds[3:]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        taken = {}
        for way, start, ready, script in (
            ("plnkit: click on Add to redrawn map, saved", ours, "[data-plnkit=ready]", OURS),
            ("plain Voila, Output widget, nothing saved", plain, ".js-plotly-plot", PLAIN),
        ):
            server, link = start(folder)
            taken[way] = clicks(browser, link, ready, script)
            server.send_signal(signal.SIGTERM)
            server.wait(20)
        table("In Chromium, 1280 x 800, 150 members", taken, "median under 200 ms")
