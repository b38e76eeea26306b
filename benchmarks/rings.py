"""The rings map next to the plotly chart of the same members, in one real Chromium and one run.

    python benchmarks/rings.py

The map's own script runs in an empty page, with its data given to it as the kernel would; what is
timed is all its work until the browser knows where everything stands. The drop is timed on a real
page: from the finger's lift to "Saved" in the header. Chromium on the PATH.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from chromium import ARGS
from playwright.sync_api import sync_playwright
from timing import platform

import plnkit
from plnkit.assets import joined
from plnkit.charts.network_map import network_map
from plnkit.journal import Journal
from plnkit.model import Book, Member
from plnkit.views.people import People
from plnkit.views.rings import Rings
from plnkit.words import ROLES

VIEWS = Path(plnkit.__file__).parent / "views"
BUNDLE = VIEWS / "vendor" / "plotly-basic.min.js"
HARNESS = """
async ([script, style, kind]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const widget = (await import(url)).default;
  window.begin = () => {
    document.body.replaceChildren();
    const el = document.body.appendChild(document.createElement("div"));
    el.style.width = "658px";
    let hear = [];
    const model = { get: (name) => (name === "key" ? kind : ""), on: (_, f) => hear.push(f), off() {}, send() {} };
    widget.render({ model, el });
    window.tell = (message) => {
      const start = performance.now();
      hear.forEach((f) => f(message));
      el.getBoundingClientRect();
      return performance.now() - start;
    };
  };
}
"""
PLOT = """
async (figure) => {
  document.body.replaceChildren();
  const el = document.body.appendChild(document.createElement("div"));
  const { data, layout } = JSON.parse(figure);
  const start = performance.now();
  await Plotly.react(el, data, { ...layout, width: 658, height: 464 });
  el.getBoundingClientRect();
  return performance.now() - start;
}
"""
REPLOT = """
async (figure) => {
  const el = document.body.firstElementChild;
  const { data, layout } = JSON.parse(figure);
  const start = performance.now();
  await Plotly.react(el, data, { ...layout, width: 658, height: 464 });
  el.getBoundingClientRect();
  return performance.now() - start;
}
"""


def members(many):
    roles = list(ROLES)
    return Book(
        {
            f"m{i}": Member(
                id=f"m{i}",
                name=f"Person {i}",
                kind="person",
                role=roles[i % 6],
                closeness=1 + i % 4,
            )
            for i in range(many)
        }
    )


def message(view, book, rev=0):
    """What a page that has come is sent."""
    said = []
    view.send = said.append
    view.draw(book)
    view.do_need(None)
    return said[-1] | {"rev": rev}


def moved(book, rev):
    """What the page is sent when one member has moved."""
    view, said = new(Rings), []
    view.send = said.append
    view.draw(book)
    view.do_need(None)
    view.draw(book.update("m7", closeness=1 + rev % 4, place=float(rev % 360)))
    return said[-1] | {"rev": rev}


def new(kind):
    return kind("rings", None, None, None)


def in_page(browser, kind):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.evaluate(HARNESS, [str(kind._esm), str(kind._css), "rings"])
    return page


def first_draw(page, sent, runs):
    taken = []
    for _ in range(runs):
        page.evaluate("begin()")
        taken.append(page.evaluate("tell", sent))
    return taken


def moves(page, book, runs):
    page.evaluate("begin()")
    page.evaluate("tell", message(new(Rings), book))
    return [page.evaluate("tell", moved(book, rev)) for rev in range(1, runs + 1)]


def plotly_draws(browser, book, runs):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_script_tag(path=str(BUNDLE))
    figures = [
        network_map(book.update("m7", closeness=1 + i % 4)).to_json(validate=False)
        for i in range(4)
    ]
    first = [page.evaluate(PLOT, figures[0]) for _ in range(runs)]
    again = [page.evaluate(REPLOT, figures[i % 4]) for i in range(runs)]
    page.close()
    return first, again


def drops(browser, many, runs):
    """Seconds from the lift of the mouse to "saved" in the header, on a page of `plnkit open`."""
    with tempfile.TemporaryDirectory() as folder:
        with closing(Journal.open(f"{folder}/a.pln", create=True)) as journal:
            journal.change(lambda old: old.with_(*members(many).members), "Added")
        command = [sys.executable, "-m", "plnkit.cli", "open", "a.pln", "--no-browser"]
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
            try:
                link = server.stdout.readline().split()[1].replace("/?", "/network?")
                return _drops(browser, link, runs)
            finally:
                server.terminate()


def _drops(browser, link, runs):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(link, wait_until="commit")
    page.wait_for_selector("body[data-plnkit=ready]", timeout=60_000)
    view = page.locator("[data-pln-view=rings]")
    view.evaluate("view => view.scrollIntoView({block: 'end', behavior: 'instant'})")
    page.evaluate(
        """() => {
          window.taken = [];
          let lifted = 0;
          addEventListener("pointerup", () => (lifted = performance.now()), true);
          new MutationObserver(() => {
            if (lifted) taken.push(performance.now() - lifted);
            lifted = 0;
          }).observe(document.querySelector("#pln-status"), { subtree: true, attributes: true, childList: true });
        }"""
    )
    box = view.locator(".pln-ring").first.bounding_box()
    x, y, r = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 2
    for i in range(runs):
        mark = view.locator("[data-id=m7] > :first-child").bounding_box()
        page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
        page.mouse.down()
        page.mouse.move(x + r * (0.3 + 0.15 * (i % 4)), y + 20, steps=3)
        page.mouse.up()
        page.wait_for_timeout(400)
    taken = page.evaluate("taken")
    page.close()
    return taken


def row(what, goal, ours, plotly=None):
    middle = statistics.median(ours)
    other = f"{statistics.median(plotly):.0f} ms" if plotly else "–"
    print(f"| {what} | {goal} | {middle:.1f} ms (slowest {max(ours):.0f}) | {other} |")


def main():
    print(f"Medians. {platform()}\n\n| | goal | ours | plotly |\n|---|---|---|---|")
    size = sum(len(str(text)) for text in (Rings._esm, People._esm))
    once = size - len(joined("wire.js", "mirror.js"))
    where = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=ARGS)
        rings, people = in_page(browser, Rings), in_page(browser, People)
        for many, goal in ((150, 150), (2000, 1000)):
            book = members(many)
            plotly = plotly_draws(browser, book, 10)
            row(
                f"first draw, {many} members",
                f"{goal} ms",
                first_draw(rings, message(new(Rings), book), 10),
                plotly[0],
            )
            row(
                f"one move, {many} members",
                "8 ms" if many == 150 else "–",
                moves(rings, book, 40),
                plotly[1],
            )
            row(
                f"first draw of the list, {many} members",
                f"{goal} ms",
                first_draw(people, message(new(People), book), 10),
            )
        row("a drop to saved and redrawn, 150 members", "150 ms", drops(browser, 150, 20))
        browser.close()
    note = json.dumps(moved(members(150), 1))
    print(f"| message to the page for one move | 1,000 bytes | {len(note)} bytes | – |")
    print(f"| both scripts, what they share counted once | 60,000 bytes | {once:,} bytes | – |")


if __name__ == "__main__":
    main()
