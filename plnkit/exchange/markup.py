"""XML from anywhere: no DTD, no entities, no depth without end."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plnkit.errors import NotReadable
from plnkit.exchange.given import Given
from plnkit.language import tr

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DEPTH = 100  # levels: a folder of folders has a few
TAGS = 600_000  # each takes half a kilobyte once it is read


def is_xml(file: Given) -> bool:
    """Return whether a file begins as XML does."""
    return file.is_text and file.head.startswith("<")


def root_name(file: Given) -> str:
    """Return the name of the first element, without its namespace; "" where there is none."""
    import re

    found = re.search(r"<([A-Za-z_][\w.:-]*)", re.sub(r"(?s)<!--.*?-->|<\?.*?\?>", "", file.head))
    return found[1].split(":")[-1].casefold() if found else ""


def tree(file: Given) -> "Element":
    """Return the root of an XML file.

    Raises `NotReadable`, with the line, where it is broken; and for a DTD, entities, or too much.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if file.data.count(b"<") > TAGS:
        raise NotReadable(
            tr(
                "{name} has more than {most} tags, more than plnkit takes: choose another file.",
                name=file.name,
                most=TAGS,
            )
        )
    try:
        root: Element = fromstring(file.data, forbid_dtd=True)
    except DefusedXmlException:
        raise NotReadable(
            tr(
                "{name} has a DTD or entities, which plnkit does not read: remove its DOCTYPE.",
                name=file.name,
            )
        ) from None
    except ParseError as fault:
        line = str(fault.position[0])
        raise NotReadable(
            tr("{name} is broken XML at line {line}: export it again.", name=file.name, line=line)
        ) from None
    except (ValueError, LookupError, RecursionError):
        raise NotReadable(
            tr("{name} is not XML that can be read: export it again.", name=file.name)
        ) from None
    _refuse_deep(file, root)
    return root


def _refuse_deep(file: Given, root: "Element") -> None:
    layer = [root]
    for _ in range(DEPTH):
        layer = [inner for element in layer for inner in element]
        if not layer:
            return
    raise NotReadable(tr("{name} is nested too deeply: choose another file.", name=file.name))


def local(element: "Element") -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def named(element: "Element", name: str) -> Iterator["Element"]:
    """Yield the elements of a name directly in another, whatever their namespace."""
    return (inner for inner in element if local(inner) == name)
