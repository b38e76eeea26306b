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
    "add_aims": "pages.aims",
    "add_members": "pages.network",
    "advise": "pages.grow",
    "ask": "pages.common",
    "ask_and_offer": "pages.room",
    "bring_contacts": "pages.network",
    "check_in": "pages.common",
    "close_room": "pages.facilitator",
    "compare_waves": "pages.review",
    "composition": "charts.composition",
    "connect_members": "pages.network",
    "describe_aims": "pages.aims",
    "describe_members": "pages.network",
    "feel": "pages.review",
    "find_helpers": "pages.aims",
    "finish": "pages.common",
    "follow": "pages.coach",
    "invite": "pages.coach",
    "legend": "pages.common",
    "let_in": "pages.facilitator",
    "list_interactions": "pages.interactions",
    "list_members": "pages.network",
    "list_plans": "pages.grow",
    "map_network": "pages.network",
    "match_everybody": "pages.facilitator",
    "meet": "pages.room",
    "mix_learning": "pages.welcome",
    "network_map": "charts.network_map",
    "note_interaction": "pages.interactions",
    "open_book": "workbook",
    "place_members": "pages.network",
    "plan_date": "pages.grow",
    "present_aims": "pages.aims",
    "recap": "pages.common",
    "reconnect": "pages.grow",
    "run_agenda": "pages.facilitator",
    "see_who_is_stuck": "pages.facilitator",
    "share": "pages.room",
    "show_change": "pages.review",
    "show_composition": "pages.network",
    "show_coverage": "pages.aims",
    "show_given_and_got": "pages.interactions",
    "show_mix": "pages.welcome",
    "show_numbers": "pages.grow",
    "show_overdue": "pages.grow",
    "show_patterns": "pages.facilitator",
    "show_rhythm": "pages.interactions",
    "show_room": "pages.room",
    "show_time_by_aim": "pages.interactions",
    "show_two_axes": "pages.grow",
    "show_ways": "pages.interactions",
    "show_year": "pages.interactions",
    "start": "pages.common",
    "take_along": "pages.review",
    "take_part": "pages.welcome",
    "take_wave": "pages.review",
    "tap_sources": "pages.welcome",
    "transfer": "pages.aims",
    "what_coaches_see": "pages.coach",
    "what_facilitators_see": "pages.facilitator",
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
