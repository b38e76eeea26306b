"""From a change to the screen, on each page, with the crowded sample in a real browser.

A change is one press, or one answer, as a reader makes it. *Touched* is until the view that it was
made in shows it, *all* until nothing on the page changes any more. Needs Chromium on the PATH.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from chromium import ARGS
from playwright.sync_api import sync_playwright
from timing import platform

RUNS = 15
CHANGES = {  # page: the view, and what is done in it, again and again
    "welcome": ("at-hand", "[data-do=tap]", ""),
    "network": ("describe", "[data-do=closeness]", ""),
    "aims": ("helpers", ".pln-chip", ""),
    "interactions": ("log", "form [type=submit]", "form input[name=who]"),
    "grow": ("overdue", "[data-do=slower]", ""),
    "review": ("wave", "form [type=submit]", ""),
}
CHANGE = """async ([key, press, first, n]) => {
  const view = document.querySelector(`[data-pln-view="${key}"]`);
  if (first) view.querySelector(first).click();
  const name = view.querySelector("form input[name=name]");
  if (name) name.value = "Picture " + n;
  let touched = 0, last = 0;
  const start = performance.now();
  const seen = (changes) => {
    last = performance.now();
    if (!touched && changes.some(({ target }) => view.contains(target))) touched = last;
  };
  const watch = new MutationObserver(seen);
  watch.observe(document.getElementById("cells"), { subtree: true, childList: true, attributes: true, characterData: true });
  const buttons = view.querySelectorAll(press);
  buttons[n % buttons.length].click();
  while (!last || performance.now() - last < 700) await new Promise((go) => setTimeout(go, 50));
  watch.disconnect();
  return [touched - start, last - start];
}"""


def taken(browser, link: str, page_of: str) -> list[tuple[float, float]]:
    """Return the milliseconds of each change: until it is seen where it was made, and everywhere."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(link.replace("/?", f"/{page_of}?"), wait_until="commit")
    page.wait_for_selector("[data-plnkit=ready]", timeout=120_000)
    page.wait_for_timeout(1500)
    key, press, first = CHANGES[page_of]
    times = [page.evaluate(CHANGE, [key, press, first, n]) for n in range(RUNS + 2)]
    page.close()
    return times[2:]


def served(folder: Path) -> tuple[subprocess.Popen, str]:
    cli = [sys.executable, "-m", "plnkit.cli"]
    subprocess.run([*cli, "new", "a.pln", "--sample", "crowded"], cwd=folder, check=True)
    command = [*cli, "open", "a.pln", "--no-browser"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    return server, server.stdout.readline().split(": ", 1)[1].strip()


if __name__ == "__main__":
    pages = sys.argv[1:] or list(CHANGES)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        server, link = served(Path(name))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        print(f"\nMedians (slowest) of {RUNS} changes, 150 members  ({platform()})\n")
        print("| page | touched, ms (goal 250) | all, ms (goal 600) |\n|---|---:|---:|")
        for one in pages:
            touched, every = zip(*taken(browser, link, one), strict=True)
            middles = [f"{statistics.median(t):.0f} ({max(t):.0f})" for t in (touched, every)]
            print(f"| {one} | {' | '.join(middles)} |", flush=True)
        server.terminate()
        server.wait(20)
