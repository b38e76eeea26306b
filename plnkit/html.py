"""HTML in which every text is text: what users wrote is escaped by construction."""

from typing import TypeAlias

from markupsafe import Markup, escape

from plnkit.language import tr, trn

Child: TypeAlias = "str | Markup | int | list[Child] | tuple[Child, ...] | None"

VOID = {"input", "br", "hr"}


def h(tag: str, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """Return an element; `None` leaves a child or an attribute out, `True` is a bare attribute.

    In attribute names a trailing underscore is dropped and the others become hyphens.
    """
    inside = "".join(_attribute(k, v) for k, v in attributes.items())
    end = "" if tag in VOID else f"{many(children)}</{tag}>"
    return Markup(f"<{tag}{inside}>{end}")  # noqa: S704 - the parts are escaped


def many(children: Child) -> Markup:
    """Return several elements or texts as one."""
    if isinstance(children, (list, tuple)):
        return Markup("").join(map(many, children))
    return escape("" if children is None else children)


def trh(text: str, /, **values: Child) -> Markup:
    """Return a sentence in the reader's language, in whose braces elements may stand."""
    return escape(tr(text)).format(**_parts(values))


def trnh(one: str, more: str, n: int, /, **values: Child) -> Markup:
    """Return a sentence that counts, in whose braces elements may stand; ``{n}`` is the number."""
    return escape(trn(one, more, n, **{name: f"{{{name}}}" for name in values})).format(
        **_parts(values)
    )


def _parts(values: "dict[str, Child]") -> dict[str, Markup]:
    return {name: many(value) for name, value in values.items()}


def _attribute(name: str, value: str | int | bool | None) -> str:  # noqa: FBT001
    if value is None or value is False:
        return ""
    key = name.rstrip("_").replace("_", "-")
    return f" {key}" if value is True else f' {key}="{escape(value)}"'
