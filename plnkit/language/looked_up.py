"""Sentences, looked up in the language that is spoken now."""

from plnkit.language.catalogues import catalogue
from plnkit.language.current import current
from plnkit.language.shown import number


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Return a text as it is: it stands in the catalogue, and is looked up where it is shown."""
    return text


def tr(text: str, /, **values: object) -> str:
    """Return a sentence in the reader's language, its braces filled."""
    return filled(catalogue(current()).gettext(text), values) if text else ""


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """Return a sentence that counts: `n` stands in it as ``{n}``, written as the language does."""
    return filled(plain(one, many, n), {"n": n, **values})


def plain(one: str, many: str, n: int) -> str:
    """Return a sentence that counts, its braces not filled."""
    return catalogue(current()).ngettext(one, many, n)


def trp(context: str, text: str, /, **values: object) -> str:
    """Return a sentence whose words mean several things; `context` says which one here."""
    return filled(catalogue(current()).pgettext(context, text), values)


def filled(text: str, values: dict[str, object]) -> str:
    """Return a text with its braces filled; whole numbers are grouped as the language does."""
    return (
        text.format(**{name: _shown(value) for name, value in values.items()}) if values else text
    )


def _shown(value: object) -> object:
    return number(value) if type(value) is int else value
