"""Pictures of every page in every state, to look at: ``python tests/browser/gallery.py OUT [--only WORD]``.

OUT is made anew; it holds one PNG a picture, and ``index.html`` with all of them. Nothing is compared:
what must not change is in the tests.
"""

import argparse
import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from served import Served

PAGES = ("welcome", "network", "aims", "interactions", "grow", "review")
SIZES = {"laptop": (1280, 800), "phone": (390, 844), "narrow": (320, 640)}
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
UNFOLD = "document.querySelectorAll('main details').forEach((d) => (d.open = true))"
STILL = "*, ::before, ::after { animation: none !important; transition: none !important }"


@dataclass(frozen=True)
class Shot:
    """One picture: of which page of which server, and in what state."""

    where: str  # "empty", "small", "crowded", or "demo"
    page: str
    size: str = "laptop"
    look: str = "light"
    language: str = "en"
    state: str = ""  # "unfolded", "menu", "offline", "print", "card", or a role in a workshop

    @property
    def name(self) -> str:
        """What the file is called."""
        parts = (self.page or "start", self.where, self.state, self.size, self.look, self.language)
        return "-".join(part for part in parts if part)


def shots() -> Iterator[Shot]:
    """Yield every picture of the gallery."""
    for page in ("", *PAGES):
        for size in ("laptop", "phone"):
            for where in ("empty", "small"):
                yield Shot(where, page, size)
            yield Shot("small", page, size, look="dark")
            yield Shot("small", page, size, look="contrast")
            yield Shot("small", page, size, language="ar-XB")
            yield Shot("small", page, size, language="de")
        yield Shot("small", page, "narrow")
        yield Shot("small", page, state="print")
        yield Shot("crowded", page)
    for size in ("laptop", "phone"):
        yield from (Shot("small", page, size, state="unfolded") for page in PAGES)
        yield from (
            Shot("small", "network", size, state=s)
            for s in ("menu", "offline", "card", "list", "mine")
        )
        yield from (Shot("small", page, size) for page in ("nothing-here", "example"))
        yield from (
            Shot("demo", page, size, look)
            for page in ("", "room", "facilitator", "coach", "wall")
            for look in ("light", "dark")
        )
        yield Shot("demo", "join", size)


class Gallery:
    """Takes pictures, one server at a time."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser, self._folder = browser, folder

    def take(self, served: Served, shot: Shot) -> None:
        """Take one picture."""
        with self._page(served, shot) as page:
            self._open(page, served, shot)
            getattr(self, f"_{shot.state}", lambda _: None)(page)
            page.add_style_tag(content=STILL)
            page.wait_for_timeout(400)  # for the eye only: charts settle
            page.screenshot(
                path=self._folder / f"{shot.name}.png",
                full_page=shot.state not in ("menu", "card", "mine"),
            )

    @contextmanager
    def _page(self, served: Served, shot: Shot) -> Iterator[Page]:
        width, height = SIZES[shot.size]
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            locale="en-GB",
            has_touch=shot.size != "laptop",
        )
        chosen = {"pln-language": shot.language, "pln-look": shot.look}
        context.add_cookies(
            [{"name": n, "value": v, "url": served.host} for n, v in chosen.items()]
        )
        yield context.new_page()
        context.close()

    def _open(self, page: Page, served: Served, shot: Shot) -> None:
        link = served.facilitator if shot.page == "facilitator" else served.page(shot.page)
        link = served.host + "/join" if shot.page == "join" else link
        page.goto(link, wait_until="commit")
        if shot.page in (*PAGES, "room", "facilitator", "coach"):
            page.wait_for_selector("body[data-plnkit=ready]", timeout=90_000)
        else:
            page.wait_for_load_state()

    def _unfolded(self, page: Page) -> None:
        page.evaluate(UNFOLD)

    def _menu(self, page: Page) -> None:
        page.click(".pln-menu > summary")

    def _offline(self, page: Page) -> None:
        page.context.set_offline(True)
        page.wait_for_selector("#pln-watch:not([hidden])", timeout=60_000)

    def _card(self, page: Page) -> None:
        page.locator("[data-pln-view=rings] .pln-mark").first.click()
        page.wait_for_selector("dialog[open]")

    def _list(self, page: Page) -> None:
        page.get_by_role("button", name="List", exact=True).click()
        page.wait_for_selector(".pln-list tbody tr")

    def _mine(self, page: Page) -> None:
        page.click(".pln-mine")

    def _print(self, page: Page) -> None:
        page.emulate_media(media="print")


@contextmanager
def server(where: str) -> Iterator[Served]:
    """Serve a sample, or a workshop with invented people."""
    folder = Path(tempfile.mkdtemp())
    if where == "demo":
        served = Served(
            "serve", "a.plnroom", "--host", "127.0.0.1", "--demo", folder=folder, PLNKIT_READY="0"
        )
    else:
        new = [sys.executable, "-m", "plnkit.cli", "new", "a.pln", "--sample", where]
        subprocess.run(new, check=True, cwd=folder, stdout=subprocess.DEVNULL)
        served = Served("open", "a.pln", folder=folder, PLNKIT_READY="0")
    try:
        yield served
    finally:
        served.stop()
        shutil.rmtree(folder, ignore_errors=True)


def index(folder: Path, taken: list[Shot]) -> None:
    """Write a page that shows all pictures."""
    figures = "".join(
        f'<figure><a href="{s.name}.png"><img src="{s.name}.png" loading="lazy"></a><figcaption>{html.escape(s.name)}</figcaption></figure>'
        for s in taken
    )
    style = "body{font:14px system-ui;display:flex;flex-wrap:wrap;gap:16px}img{max-width:400px;max-height:500px;border:1px solid #ccc}"
    (folder / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>Gallery</title><style>{style}</style>{figures}"
    )


def main() -> None:
    """Take all pictures, or those whose name has a word in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="a word of the pictures' names")
    asked = parser.parse_args()
    shutil.rmtree(asked.out, ignore_errors=True)
    asked.out.mkdir(parents=True)
    wanted = [shot for shot in shots() if asked.only in shot.name]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM
        )
        gallery = Gallery(browser, asked.out)
        for where in dict.fromkeys(shot.where for shot in wanted):
            with server(where) as served:
                for shot in (s for s in wanted if s.where == where):
                    gallery.take(served, shot)
                    sys.stdout.write(f"{shot.name}\n")
        browser.close()
    index(asked.out, wanted)


if __name__ == "__main__":
    main()
