"""Why something of a file was left out, in words that say which value is meant."""

import json
import re
from typing import Any

from plnkit.model import clean_name

_AT = re.compile(r" - at `\$\.?([^`]*)`$")
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_SHOWN = 40


def why(fault: str, raw: Any) -> str:
    """Return the reason for which a thing could not be read from its plain mapping."""
    at = _AT.search(fault)
    said, path = fault[: at.start()] if at else fault, at.group(1) if at else ""
    if missing := _MISSING.search(said):
        return f"its {missing.group(1)} is missing"
    field = re.split(r"[.\[]", path)[0]
    if not field:
        return said.rstrip(".")
    value = raw.get(field)
    return _about(field, value) or f"{field} cannot be {_short(value)} ({_plainly(said)})"


def _about(field: str, value: Any) -> str | None:
    if field == "closeness":
        return f"Closeness is 1 (closest) to 4, not {_short(value)}"
    if field == "name" and isinstance(value, str):
        try:
            clean_name(value)
        except ValueError as fault:
            return str(fault).rstrip(".")
    return None


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _plainly(said: str) -> str:
    return said[:1].lower() + said[1:].replace("`", "")
