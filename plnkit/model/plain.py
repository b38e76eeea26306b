"""Things as JSON and as plain mappings; what a newer version wrote is kept as it came."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar, cast, get_args

import msgspec

from plnkit.language import tr
from plnkit.model.entities import LISTS, THINGS, Entity, Snapshot, Thing

BODY_VERSION = 1
S = TypeVar("S", bound=msgspec.Struct)

_decoder = msgspec.json.Decoder(Thing)


def encode(entity: Thing) -> bytes:
    """Return a thing as the JSON of a journal row."""
    body = msgspec.json.encode(entity)
    if b'"more":{' not in body:
        return body
    return msgspec.json.encode({**to_plain(entity), "type": type(entity).__name__.lower()})


def decode(body: bytes, version: int = BODY_VERSION) -> Thing:
    """Return the thing that a journal row holds.

    Fields that this version does not know are kept in `more`; so are, in a row of a newer
    version, values that it does not know. Raises ValueError when the row cannot be read.
    """
    try:
        with suppress(msgspec.ValidationError):
            if b'"more":' not in body:  # to us a field of a newer version like any other
                return cast("Thing", _decoder.decode(body))
        raw = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError) as fault:
        raise ValueError(tr("not JSON: {fault}", fault=fault)) from None
    kind = THINGS.get(str(raw.get("type"))) if isinstance(raw, dict) else None
    if kind is None:
        raise ValueError(tr("a thing of a kind that this version does not know"))
    return from_plain(kind, raw, newer=version > BODY_VERSION)


def to_plain(entity: Entity) -> dict[str, Any]:
    """Return a thing as a plain mapping, as files hold it."""
    return cast("dict[str, Any]", _spread(msgspec.to_builtins(entity)))


def _spread(value: Any) -> Any:
    """Lay what each `more` keeps beside the fields that we know."""
    if isinstance(value, list | tuple):
        return [_spread(v) for v in value]
    if not isinstance(value, dict):
        return value
    known = {k: _spread(v) for k, v in value.items() if k not in ("more", "type")}
    return {**value.get("more", {}), **known}


def from_plain(kind: type[S], raw: Any, *, newer: bool = False) -> S:
    """Return the thing that a plain mapping holds, its unknown fields kept.

    With `newer`, values that cannot be read are kept aside as well. Raises ValueError.
    """
    try:
        return msgspec.convert(_gathered(kind, raw, newer=newer), kind)
    except (msgspec.ValidationError, RecursionError) as fault:
        raise ValueError(str(fault)) from None


def _gathered(kind: type[msgspec.Struct], raw: Any, *, newer: bool) -> Any:
    """Return a mapping with what `kind` does not know moved to `more`, at every depth."""
    if not isinstance(raw, dict):
        return raw
    specs = _specs(kind)
    known: dict[str, Any] = {}
    more: dict[str, Any] = {}
    for name in (n for n in raw if n != "type"):
        spec = specs.get(name)
        value = _inside(spec.type, raw[name], newer=newer) if spec else None
        strange = spec is None or (newer and not spec.required and not _fits(value, spec.type))
        (more if strange else known)[name] = raw[name] if strange else value
    return {**known, "more": more} if more else known


@cache
def _specs(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {f.name: f for f in msgspec.structs.fields(kind) if f.name != "more"}


def _inside(kind: Any, value: Any, *, newer: bool) -> Any:
    inner = next((t for t in (kind, *get_args(kind)) if isinstance(t, _STRUCT)), None)
    if inner is None:
        return value
    if isinstance(value, list | tuple):
        return [_gathered(inner, v, newer=newer) for v in value]
    return _gathered(inner, value, newer=newer)


_STRUCT = type(msgspec.Struct)


def _fits(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def snapshot_to_plain(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot as plain lists and mappings, the empty lists among them."""
    lists = {name: [to_plain(e) for e in getattr(snapshot, name)] for name in LISTS}
    return {**snapshot.more, "learner": to_plain(snapshot.learner), **lists}


def snapshot_from_plain(raw: Mapping[str, Any]) -> Snapshot:
    """Return the snapshot that plain lists and mappings hold. Raises ValueError."""
    return from_plain(Snapshot, raw)
