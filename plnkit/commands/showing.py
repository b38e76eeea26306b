"""How the links of a book or a workshop are shown: printed, and in a browser."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from plnkit.language import tr

if TYPE_CHECKING:
    from plnkit.serving.workshop import Links


def shower(*, browser: bool) -> Callable[[str], None]:
    """Return what shows the link of a book: printed, and in a browser if there is one."""

    def show(link: str) -> None:
        print(f"Open: {link}", flush=True)  # programs wait for this word
        if browser:
            _browse(link)

    return show


def announcer(*, browser: bool) -> "Callable[[Links], None]":
    """Return what shows the ways into a workshop: printed, and the wall in a browser."""

    def show(links: "Links") -> None:
        print(f"Join: {links.join}")
        if sys.stdout.isatty():
            import segno

            segno.make(links.join, micro=False).terminal(compact=True)
        print(f"Facilitator: {links.facilitator}")
        if not links.begun:
            print(
                tr(
                    "Open it in the browser you used before, or with the link from the first "
                    "time: only these have the room's key."
                )
            )
        sys.stdout.flush()
        if browser:
            _browse(links.wall)

    return show


def _browse(link: str) -> None:
    import webbrowser
    from threading import Thread

    from plnkit.doctor import has_browser

    if has_browser():
        Thread(target=webbrowser.open, args=(link,), daemon=True).start()
