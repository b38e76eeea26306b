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
