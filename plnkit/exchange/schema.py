"""The JSON Schema of the portable file, made from the model so that the two cannot disagree."""

from typing import Any

import msgspec

from plnkit.exchange.portable import FORMAT, VERSION
from plnkit.model import PERSON_ROLES, SOURCE_ROLES, Snapshot

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_OF_THE_JOURNAL = {"type", "more", "seq"}  # what a row has and a file has not


def schema() -> dict[str, Any]:
    """Return the JSON Schema of what `portable.read` takes and `portable.write` gives."""
    _, parts = msgspec.json.schema_components([Snapshot], ref_template="#/$defs/{name}")
    things = {name: _as_in_files(part) for name, part in parts.items()}
    _as_read(things)
    content = things.pop("Snapshot")["properties"]
    within = {name: spec for name, spec in content.items() if name != "waves"}
    things["Picture"] = {"title": "The book inside a wave", "type": "object", "properties": within}
    things["Wave"]["properties"]["book"] = {
        "anyOf": [{"$ref": "#/$defs/Picture"}, {"type": "null"}]
    }
    return {
        "$schema": DRAFT,
        "title": "A book of plnkit, as a portable file",
        "type": "object",
        "properties": {**_head(), **content},
        "required": ["format", "version"],
        "$defs": things,
    }


def _head() -> dict[str, Any]:
    return {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "exported": {"type": "string", "format": "date-time"},
    }


def _as_in_files(part: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a thing without the journal's fields, open to those to come."""
    kept = {k: v for k, v in part.items() if k != "additionalProperties"}
    kept["description"] = " ".join(part.get("description", "").split("\n")[0].split())
    kept["properties"] = {k: v for k, v in part["properties"].items() if k not in _OF_THE_JOURNAL}
    kept["required"] = [name for name in part.get("required", []) if name not in _OF_THE_JOURNAL]
    return kept


def _as_read(things: dict[str, dict[str, Any]]) -> None:
    """Add what the types cannot say, and make room for what the reader infers."""
    things["Member"]["required"].remove("kind")
    things["Member"]["anyOf"] = [_roles("person", PERSON_ROLES), _roles("source", SOURCE_ROLES)]
    things["Wave"]["description"] = "A picture of the book on a date."
    things["Interaction"]["properties"]["members"]["minItems"] = 1
    things["Snapshot"]["properties"]["learner"] = {"$ref": "#/$defs/Learner"}
    for name in ("Member", "Wave"):
        things[name]["properties"]["name"]["pattern"] = r"\S"


def _roles(kind: str, roles: tuple[str, ...]) -> dict[str, Any]:
    return {"properties": {"kind": {"const": kind}, "role": {"enum": [*roles, None]}}}
