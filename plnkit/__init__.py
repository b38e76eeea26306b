"""plnkit: see, grow and use the network that you learn from.

This page is the vocabulary. Nouns return values; verbs put something on the screen.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "Book": "model",
    "BookError": "errors",
    "Workbook": "workbook",
    "add_members": "pages",
    "advise": "pages",
    "ask": "pages",
    "check_in": "pages",
    "composition": "charts.composition",
    "connect_members": "pages",
    "describe_members": "pages",
    "finish": "pages",
    "legend": "pages",
    "list_members": "pages",
    "map_network": "pages",
    "network_map": "charts.network_map",
    "open_book": "workbook",
    "place_members": "pages",
    "recap": "pages",
    "show_composition": "pages",
    "show_coverage": "pages",
    "show_given_and_got": "pages",
    "show_numbers": "pages",
    "show_overdue": "pages",
    "show_two_axes": "pages",
    "show_year": "pages",
    "start": "pages",
}
__all__ = sorted(_HOME)  # noqa: PLE0605 - one list of names, said once


def __getattr__(name: str) -> Any:
    """Import a name where it is first used, so that `import plnkit` costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'plnkit' has no attribute {name!r}")
    value = getattr(import_module(f"plnkit.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
