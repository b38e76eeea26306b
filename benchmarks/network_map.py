"""Drawing the map of 150 members: next to the usual recipe of one trace a tie."""

from math import cos, pi, sin

import plotly.graph_objects as go
from timing import measure, table

from plnkit import files
from plnkit.charts.network_map import network_map
from plnkit.exchange import portable
from plnkit.model import Book

CROWDED = Book.of(portable.read(files.samples() / "crowded.json").content)


def usual() -> go.Figure:
    """Return what a tutorial would draw: members on a circle, one trace a tie."""
    members = CROWDED.members
    turn = {m.id: 2 * pi * i / len(members) for i, m in enumerate(members)}
    figure = go.Figure()
    for tie in CROWDED.ties:
        ends = [turn[tie.a], turn[tie.b]]
        figure.add_trace(
            go.Scatter(x=[cos(t) for t in ends], y=[sin(t) for t in ends], mode="lines")
        )
    names = [m.name for m in members]
    x, y = [cos(t) for t in turn.values()], [sin(t) for t in turn.values()]
    figure.add_trace(go.Scatter(x=x, y=y, text=names, mode="markers+text"))
    return figure


if __name__ == "__main__":
    ways = {
        "network_map: the figure": lambda: network_map(CROWDED),
        "network_map: the figure and its JSON": lambda: network_map(CROWDED).to_json(
            validate=False
        ),
        "one trace a tie: the figure": usual,
        "one trace a tie: the figure and its JSON": lambda: usual().to_json(validate=False),
    }
    table("The map of 150 members and 600 ties", measure(ways, 15), "under 50 ms after the first")
