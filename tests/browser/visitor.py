"""Somebody who has a page open."""

from pathlib import Path

SHOTS = Path(__file__).parent / "shots"


class Visitor:
    """A page, and what went wrong on it."""

    def __init__(self, page, served, name):
        self.page, self.served, self.name = page, served, name
        self.wrong = []
        page.on("console", lambda m: m.type == "error" and self.wrong.append(m.text))
        page.on("pageerror", lambda e: self.wrong.append(f"page error: {e}"))
        page.on("request", self._foreign)
        page.on("response", lambda r: r.status >= 400 and self.wrong.append(f"{r.status} {r.url}"))

    def _foreign(self, request):
        ours = (self.served.host, self.served.host.replace("http", "ws"), "blob:", "data:")
        if not request.url.startswith(ours):
            self.wrong.append(f"asked another host: {request.url}")

    def open(self, page="network", more=""):
        self.page.goto(self.served.page(page) + more, wait_until="commit")
        return self.ready() if page else self

    def ready(self):
        self.page.wait_for_selector("body[data-plnkit=ready]", timeout=60_000)
        return self

    def view(self, key):
        return self.page.locator(f"[data-pln-view={key}]")

    def add(self, *names):
        for name in names:
            self.page.fill("#pln-name", name)
            self.page.press("#pln-name", "Enter")

    def names(self):
        """The members that the page shows."""
        return self.view("names").locator(".pln-latest bdi").all_text_contents()

    def shot(self, what):
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{what}-{self.name}.png", full_page=True)
