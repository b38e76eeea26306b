"""The one-page report of 150 members: next to the same map as plotly exports it to HTML."""

from timing import measure, table

from plnkit import files
from plnkit.charts.network_map import network_map
from plnkit.exchange import portable
from plnkit.model import Book
from plnkit.report import page

CROWDED = Book.of(portable.read(files.samples() / "crowded.json").content)


def exported() -> str:
    """Return what a user would make instead: the map alone, with all that draws it."""
    return network_map(CROWDED).to_html(include_plotlyjs=True)


def sizes(ways: dict) -> None:
    print(f"\n| {'file':44} | size kB | times ours |")
    print(f"|{'-' * 46}|--------:|-----------:|")
    ours = len(page(CROWDED).encode())
    for name, way in ways.items():
        size = len(way().encode())
        print(f"| {name:44} | {size / 1e3:7.0f} | {size / ours:10.1f} |")


if __name__ == "__main__":
    ways = {
        "report: the page with map, lists, aims": lambda: page(CROWDED),
        "report: the same without names": lambda: page(CROWDED, names=False),
        "plotly: the map alone, as HTML": exported,
    }
    table("The report of 150 members and 600 ties", measure(ways, 15), "under 2 s and 6 MB")
    sizes(ways)
