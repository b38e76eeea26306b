"""Why something of a file was left out, in words that say which value is meant."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from plnkit.language import N_, tr, trp
from plnkit.model import clean_name

_AT = re.compile(r" - at `\$\.?([^`]*)`$")
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_SHOWN = 40
_FAULTS = tuple(  # what msgspec says of a value, and how it is told
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"expected (?P<wanted>.+), got (?P<found>.+)", N_("expected {wanted}, got {found}")),
        (r"expected (?P<wanted>\w+) >= (?P<least>.+)", N_("expected {wanted} >= {least}")),
        (r"expected (?P<wanted>\w+) <= (?P<most>.+)", N_("expected {wanted} <= {most}")),
        (r"expected (?P<wanted>\w+) < (?P<limit>.+)", N_("expected {wanted} < {limit}")),
        (
            r"expected (?P<wanted>\w+) of length >= (?P<least>.+)",
            N_("expected {wanted} of length >= {least}"),
        ),
        (
            r"expected (?P<wanted>\w+) of length <= (?P<most>.+)",
            N_("expected {wanted} of length <= {most}"),
        ),
        (r"invalid enum value (?P<value>.+)", N_("invalid enum value {value}")),
        (r"invalid RFC3339 encoded date", N_("invalid RFC3339 encoded date")),
        (r"invalid RFC3339 encoded time", N_("invalid RFC3339 encoded time")),
    )
)
_KINDS: Mapping[str, Callable[[], str]] = {  # of values
    "str": lambda: trp("kind of value", "str"),
    "int": lambda: trp("kind of value", "int"),
    "float": lambda: trp("kind of value", "float"),
    "bool": lambda: trp("kind of value", "bool"),
    "array": lambda: trp("kind of value", "array"),
    "object": lambda: trp("kind of value", "object"),
    "null": lambda: trp("kind of value", "null"),
    "date": lambda: trp("kind of value", "date"),
    "time": lambda: trp("kind of value", "time"),
}


def why(fault: str, raw: Any) -> str:
    """Return the reason for which a thing could not be read from its plain mapping."""
    at = _AT.search(fault)
    said, path = fault[: at.start()] if at else fault, at.group(1) if at else ""
    if missing := _MISSING.search(said):
        return tr("its {field} is missing", field=missing.group(1))
    field = re.split(r"[.\[]", path)[0]
    if not field:
        return said.rstrip(".")
    value = raw.get(field)
    return _about(field, value) or tr(
        "{field} cannot be {value} ({why})", field=field, value=_short(value), why=_plainly(said)
    )


def _about(field: str, value: Any) -> str | None:
    if field == "closeness":
        return tr("Closeness is 1 (closest) to 4, not {this}.", this=_short(value)).rstrip(".")
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
    plain = said[:1].lower() + said[1:].replace("`", "")
    for pattern, sentence in _FAULTS:
        if found := pattern.fullmatch(plain):
            return tr(
                sentence, **{name: _in_words(name, v) for name, v in found.groupdict().items()}
            )
    return plain


def _in_words(name: str, value: str) -> str:
    """Return a part of a fault; what kind of value it is, or may be, is said in words."""
    if name not in ("wanted", "found"):
        return value
    return " | ".join(_KINDS[kind]() if kind in _KINDS else kind for kind in value.split(" | "))
