"""Panels, shown and pressed as the page presses them."""

import json

from plnkit.model import Member


def shown(mine, panel):
    return mine.show(panel.key, panel, panel.draw)


def press(panel, do, *value):
    panel.press({"do": do, "value": value[0] if len(value) == 1 else json.dumps(value)})


def people(mine, *names, **values):
    members = [Member(id=n, name=n, kind="person", **values) for n in names]
    mine.change(lambda book: book.with_(*members), "Added")


def send(panel, *files, pieces=None):
    """Send files as a page does, piece by piece, as Python asks for them; names and what is in them."""
    whole, asked, before = b"".join(data for _, data in files), [], panel.send

    def hear(message, *more):
        asked.append(message["take"]) if "take" in message else before(message, *more)

    panel.send = hear
    offer = {"id": "f" * 32, "files": [{"name": n, "size": len(data)} for n, data in files]}
    panel.hear({"do": "offer", "value": offer})
    while asked and pieces != 0:
        take, pieces = asked.pop(), pieces and pieces - 1
        said = {"id": take["id"], "from": take["from"]}
        panel.hear({"do": "piece", "value": said}, [whole[take["from"] : take["to"]]])
    panel.send = before
