"""The design tokens: every colour, size and space of pages, widgets, maps and charts comes from here.

Colours are told for four looks: light, dark, and each of them with high contrast. `css` writes them
for pages and widgets, charts read `LIGHT`, and a page turns a chart's colours into its own look's.

The six colours of roles were chosen by search for the largest smallest difference (CIELAB: 29.8 in
light, 30.1 in dark, 30.6 and 31.7 with high contrast) as seen with normal vision and with each of three
kinds of colour blindness, at a contrast to the card of at least 3 (4.5 and 5 with high contrast).
"""

from collections.abc import Mapping
from typing import NamedTuple


class Colour(NamedTuple):
    """One colour in the four looks."""

    light: str
    dark: str
    contrast: str
    contrast_dark: str


COLOURS: Mapping[str, Colour] = {
    "ink": Colour("#1c2430", "#ece8df", "#000000", "#ffffff"),
    "soft": Colour("#566173", "#aab3bf", "#2b3037", "#e4e4e4"),
    "line": Colour("#dfd9cd", "#38414c", "#6a6f76", "#9a9a9a"),
    "edge": Colour("#868e9c", "#7c8795", "#000001", "#fffffe"),
    "paper": Colour("#fbf9f4", "#12161b", "#fffffc", "#000002"),
    "card": Colour("#ffffff", "#1b2128", "#fffffd", "#000003"),
    "accent": Colour("#0b6b62", "#5fc7b7", "#004840", "#7fe9d8"),
    "accent-soft": Colour("#e2f1ee", "#17362f", "#d5eeea", "#00332c"),
    "warm": Colour("#fff3df", "#2b2519", "#fffbf0", "#1a1400"),
    "warm-line": Colour("#f0dcb4", "#56492c", "#5c4a1e", "#d9c69a"),
    "warm-ink": Colour("#6b5a33", "#d9c69a", "#3a2f14", "#f5e6c0"),
    "alert": Colour("#a3341b", "#ff9e88", "#8a1500", "#ffb3a1"),
    "alert-soft": Colour("#fdeae5", "#3b211c", "#fff3f0", "#2e0b04"),
    # maps and charts
    "ring": Colour("#f3f8f7", "#1e272c", "#fffffb", "#000004"),
    "ring-line": Colour("#c8dedc", "#35555a", "#4d6d69", "#8fb8b2"),
    "ring-ink": Colour("#456560", "#9fc4be", "#00332e", "#c8f0ea"),
    "spoke": Colour("#e6e7e8", "#2c343d", "#8a8a8a", "#6f6f6f"),
    "tie": Colour("#90959b", "#66727f", "#4a4a4a", "#b4b4b4"),
    "grid": Colour("#f1f2f2", "#262d35", "#c4c4c4", "#4a4a4a"),
    "axis": Colour("#e4e5e6", "#303842", "#767676", "#8c8c8c"),
    "first": Colour("#968e7e", "#8d8677", "#77705f", "#b0a890"),
    "quiet": Colour("#98917f", "#77736a", "#7d7868", "#8f8a78"),
    "middle": Colour("#539c93", "#3e8f85", "#3a827a", "#57b3a7"),
    "third": Colour("#539c94", "#5fb3a8", "#6cb9b0", "#57b3a8"),
    "on-third": Colour("#1c2432", "#12161c", "#000008", "#000009"),
    "pale": Colour("#b9d8d3", "#27534d", "#a5cdc7", "#265a53"),
    "hover": Colour("#1c2431", "#e9e5dc", "#000005", "#fffff5"),
    "on-hover": Colour("#fffffe", "#1b2129", "#fffff9", "#000006"),
    # who is who
    "role-1": Colour("#2b91f0", "#1578de", "#2c76d3", "#1a77f8"),
    "role-2": Colour("#637e58", "#90e587", "#686f58", "#8ce98c"),
    "role-3": Colour("#880906", "#c25456", "#681a00", "#e15220"),
    "role-4": Colour("#631084", "#f9a5f6", "#151492", "#b29cec"),
    "role-5": Colour("#a18004", "#97991d", "#946c01", "#f4cc17"),
    "role-6": Colour("#be4c97", "#a05894", "#521257", "#b9688c"),
    "source": Colour("#2a2e35", "#e7e3da", "#000007", "#fffff8"),
    "unknown": Colour("#8b93a2", "#808b99", "#55595f", "#c4c4c4"),
}
LIGHT: Mapping[str, str] = {name: colour.light for name, colour in COLOURS.items()}
VARIABLES: Mapping[str, str] = {colour: f"--pln-{name}" for name, colour in LIGHT.items()}
ROLES = tuple(f"role-{n}" for n in range(1, 7))

SIZES: Mapping[str, str] = {
    "font": 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    "title": "clamp(28px, 4vw, 40px)",
    "lead": "17px",
    "text": "16px",
    "small": "14px",
    "question": "19px",
    "space-1": "4px",
    "space-2": "8px",
    "space-3": "16px",
    "space-4": "24px",
    "space-5": "40px",
    "page": "1180px",
    "header": "64px",
    "footer": "0px",  # the bar of steps, which phones have at the bottom
    "radius": "14px",
    "radius-small": "10px",
    "target": "44px",
}
SHADOWS = {
    "light": "0 1px 2px rgb(28 36 48 / 6%), 0 6px 24px rgb(28 36 48 / 6%)",
    "dark": "0 1px 2px rgb(0 0 0 / 40%), 0 6px 24px rgb(0 0 0 / 30%)",
    "contrast": "none",
    "contrast_dark": "none",
}
_UNSAID = ":root:not([data-look=light], [data-look=dark], [data-look=contrast])"
_DARK, _MORE = "(prefers-color-scheme: dark)", "(prefers-contrast: more)"


def css() -> str:
    """Return all tokens as CSS: the look that the reader chose, else the one that the system has."""
    return "\n".join(
        [
            paper(),
            _rule(":root[data-look=dark]", "dark"),
            _media(_DARK, _rule(_UNSAID, "dark")),
            _media(_MORE, _rule(_UNSAID, "contrast")),
            _rule(":root[data-look=contrast]", "contrast"),
            _media(f"{_DARK} and {_MORE}", _rule(_UNSAID, "contrast_dark")),
            _media(_DARK, _rule(":root[data-look=contrast]", "contrast_dark")),
            f"@media print {{\n{_rule(':root:root:root', 'light')}\n}}",
            "",
        ]
    )


def in_a_notebook() -> str:
    """Return the tokens that a widget brings along: JupyterLab has two looks, and says which."""
    return f"{paper()}\n{_rule(':root[data-look=dark]', 'dark')}\n"


def paper() -> str:
    """Return the tokens as CSS in the one look of paper: what is kept or printed has no other."""
    sizes = "".join(f"  --pln-{name}: {value};\n" for name, value in SIZES.items())
    return f":root {{\n{sizes}}}\n{_rule(':root', 'light')}\n"


def _rule(where: str, look: str) -> str:
    scheme = "dark" if look.endswith("dark") else "light"
    colours = "".join(f"  --pln-{n}: {getattr(c, look)};\n" for n, c in COLOURS.items())
    return f"{where} {{\n  color-scheme: {scheme};\n{colours}  --pln-shadow: {SHADOWS[look]};\n}}"


def _media(when: str, rule: str) -> str:
    return f"@media {when} {{\n{rule}\n}}"
