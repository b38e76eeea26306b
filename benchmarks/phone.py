"""A phone in a room, simulated: how long until a page can be read and used, and how much it moves.

Chromium with a processor four times slower, 1.6 Mbit/s and 150 ms there and back (DevTools' "slow 4G"), at
390 x 844. The start page can be read when its largest text is painted; a page can be used when it says so
(``data-plnkit``). A first visit has an empty cache, a second one what the first left. Layout shift is the
sum of what the browser counts (web.dev/cls, without what follows a press). Needs Chromium on the PATH.
"""

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from chromium import ARGS
from playwright.sync_api import sync_playwright

RUNS = int(os.environ.get("RUNS", "5"))
SLOWER, DOWN, LATENCY = 4, 1.6e6 / 8, 150
PAGES = ("welcome", "network", "aims", "interactions", "grow", "review")
WATCH = """() => {
  window.moved = 0; window.painted = 0;
  new PerformanceObserver((l) => l.getEntries().forEach((e) => { if (!e.hadRecentInput) moved += e.value; })).observe({type: "layout-shift", buffered: true});
  new PerformanceObserver((l) => l.getEntries().forEach((e) => { painted = e.startTime; })).observe({type: "largest-contentful-paint", buffered: true});
}"""


def started(folder: Path) -> tuple[subprocess.Popen, str]:
    cli = [sys.executable, "-m", "plnkit.cli"]
    subprocess.run([*cli, "new", "a.pln", "--sample", "small"], cwd=folder, check=True)
    process = subprocess.Popen(
        [*cli, "open", "a.pln", "--no-browser"], cwd=folder, text=True, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    for line in process.stdout:
        if found := re.search(r"Open: (\S+)", line):
            return process, found[1]
    raise SystemExit("plnkit did not start")


def slowed(context):
    """Return a page of a slow phone."""
    page = context.new_page()
    page.add_init_script(f"({WATCH})()")
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": DOWN,
            "uploadThroughput": DOWN / 2,
        },
    )
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def visit(page, address: str) -> tuple[float, float]:
    """Open a page; return the seconds until it can be used, and how much it moved."""
    page.goto(address, wait_until="commit")
    if address.endswith("/"):
        page.wait_for_selector("#pln-home h1")
        page.wait_for_timeout(3000)
        return page.evaluate("painted") / 1e3, page.evaluate("moved")
    page.wait_for_selector("body[data-plnkit=ready]", timeout=120_000)
    seconds = page.evaluate("performance.now()") / 1e3
    page.wait_for_timeout(1500)
    return seconds, page.evaluate("moved")


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        server, link = started(Path(name))
        host, token = link.split("/?")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        print(
            f"4 x slower, 1.6 Mbit/s, 150 ms; Python {sys.version.split()[0]}, {os.cpu_count()} cores; {RUNS} runs\n"
        )
        print(
            f"| {'page':14} | empty cache s (median, worst) | warm s (median, worst) | layout shift, worst |"
        )
        print(
            f"|{'-' * 16}|------------------------------:|-----------------------:|--------------------:|"
        )
        for address in ("", *PAGES):
            first, second, moved = [], [], []
            for _ in range(RUNS):
                context = browser.new_context(
                    viewport={"width": 390, "height": 844}, has_touch=True
                )
                context.request.get(f"{host}/line?{token}")  # let in, with nothing kept
                page = slowed(context)
                for taken in (first, second):
                    seconds, shift = visit(page, f"{host}/{address}")
                    taken.append(seconds)
                    moved.append(shift)
                context.close()
            told = [f"{statistics.median(t):.1f}, {max(t):.1f}" for t in (first, second)]
            print(
                f"| {address or 'start':14} | {told[0]:>29} | {told[1]:>22} | {max(moved):19.3f} |",
                flush=True,
            )
        server.send_signal(signal.SIGTERM)
        server.wait(20)


if __name__ == "__main__":
    main()
