"""Interviews of Network Canvas: the CSV files of one or more sessions, or their GraphML.

::

    …_ego.csv                  networkCanvasEgoUUID, networkCanvasCaseID, networkCanvasSessionID, …
    …_attributeList_<Type>.csv nodeID, networkCanvasEgoUUID, networkCanvasUUID, …
    …_edgeList_<Type>.csv      edgeID, from, to, networkCanvasEgoUUID, networkCanvasUUID,
                               networkCanvasSourceUUID, networkCanvasTargetUUID, …

Which file is which is seen from its columns, the type of its nodes from its name. All are joined on
the UUIDs: `nodeID` begins anew in each session. Whatever edge two people have is one tie. The ego is
chosen by UUID, session or case. A categorical variable is a column an option, and no field of ours.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import chain

from plnkit.errors import NotReadable
from plnkit.exchange import attributes, cells, markup
from plnkit.exchange.attributes import Row
from plnkit.exchange.egos import chosen, refuse_large
from plnkit.exchange.given import Given
from plnkit.exchange.graphml import Graph, graphs
from plnkit.exchange.headed import Headed, columns_of, headed, plain
from plnkit.exchange.incoming import Asked
from plnkit.exchange.parsing import parsed
from plnkit.exchange.staging import Skipped, Staged
from plnkit.language import N_, tr, trn

TITLE = N_("an interview from Network Canvas")
TOGETHER = True
EGO, UUID, NODE, TYPE = "networkcanvasegouuid", "networkcanvasuuid", "nodeid", "networkcanvastype"
SOURCE, TARGET = "networkcanvassourceuuid", "networkcanvastargetuuid"
SESSION, CASE = "networkcanvassessionid", "networkcanvascaseid"
_ALL = N_("the interview")
_NAMESPACE = "schema.networkcanvas.com"
_NOBODY = ("place", "venue", "location", "event", "group", "organisation", "organization")
_SOURCES = ("source", "website", "book", "blog", "podcast", "app", "tool", "resource")


@dataclass(frozen=True)
class Node:
    """Somebody who was named: whose network it is, the type of the node, and what is said."""

    ego: str
    id: str
    type: str
    row: Row


@dataclass(frozen=True)
class Part:
    """What one file holds of interviews; `egos` says what else each ego is called.

    `asks` says that it was asked who knows whom, be it that nobody does.
    """

    egos: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()
    edges: tuple[tuple[str, str, str], ...] = ()  # ego, and the two
    asks: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()


def recognises(file: Given) -> bool:
    """Return whether a file looks like one of an interview."""
    if markup.is_xml(file):
        return _NAMESPACE in file.head and markup.root_name(file) == "graphml"
    return file.is_text and bool(_kind(columns_of(file)))


def _kind(columns: Sequence[str]) -> str:
    """Return which of the CSV files has these columns, or nothing."""
    if SOURCE in columns and TARGET in columns:
        return "edges"
    if UUID in columns:
        return "nodes"
    return "egos" if EGO in columns else ""


def read(files: Sequence[Given], asked: Asked) -> Staged:
    """Read the network of one ego; `asked.ego` may be left out where there is only one.

    Raises `NotReadable` when the files as a whole cannot be used.
    """
    parts = [_part(file) for file in files]
    ego = chosen(_egos(parts), asked.ego)
    named = {node.id: node for part in parts for node in part.nodes if node.ego == ego}
    nodes = [node for node in named.values() if not _is_like(node.type, _NOBODY)]
    edges = [edge[1:] for part in parts for edge in part.edges if edge[0] == ego]
    ties = _ties(edges, {node.id for node in nodes})
    refuse_large(len(nodes), len(ties))
    asks = bool(ties) or any(part.asks for part in parts)
    said = attributes.understood([node.row for node in nodes])
    staged = parsed({"members": list(_members(nodes, said, asked=asks)), "ties": ties})
    lost = chain.from_iterable(part.skipped for part in parts)
    titles = {name: title for part in parts for name, title in part.titles.items()}
    left = (*_left_out(named.values()), *_lost_edges(edges, named), *said.remarks(tr(_ALL), titles))
    return Staged(staged.content, (*lost, *staged.skipped, *left))


def _ties(edges: Iterable[Sequence[str]], ids: AbstractSet[str]) -> list[dict[str, str]]:
    """Return each pair once, whatever they have with each other, and how often."""
    pairs = {tuple(sorted(edge)) for edge in edges if ids >= set(edge)}
    return [{"a": a, "b": b} for a, b in sorted(pairs) if a != b]


def _left_out(nodes: Iterable[Node]) -> Iterator[Skipped]:
    """Yield a line for each type of nodes that are nobody."""
    left = Counter(node.type for node in nodes if _is_like(node.type, _NOBODY))
    for type, count in left.items():
        why = trn(
            "{n} of this type left out: it is neither a person nor a source",
            "{n} of this type left out: they are neither people nor sources",
            count,
        )
        yield Skipped(type, why)


def _lost_edges(edges: Iterable[Sequence[str]], known: Mapping[str, Node]) -> Iterator[Skipped]:
    if lost := sum(not known.keys() >= set(edge) for edge in edges):
        why = tr("edges that lead to nobody in these files left out: {number}", number=lost)
        yield Skipped(tr(_ALL), why)


def _egos(parts: Iterable[Part]) -> dict[str, tuple[str, ...]]:
    """Return what each ego is called, as all files together know it."""
    egos: dict[str, tuple[str, ...]] = {}
    for part in parts:
        for ego, names in part.egos.items():
            egos[ego] = tuple(dict.fromkeys((*egos.get(ego, ()), *filter(None, names))))
    if not egos:
        raise NotReadable(
            tr("These files of Network Canvas hold nobody's network: export them again.")
        )
    return egos


def _members(
    nodes: Sequence[Node], said: attributes.Understood, *, asked: bool
) -> Iterator[dict[str, object]]:
    for number, (node, more) in enumerate(zip(nodes, said.members, strict=True), 1):
        kind = "source" if _is_like(node.type, _SOURCES) else "person"
        yield {
            "kind": kind,
            "ties_asked": asked and kind == "person",
            **more,
            "id": node.id,
            "name": _name(node, number),
        }


def _name(node: Node, number: int) -> str:
    """Return what somebody is called; a label may be no more than the type of the node."""
    no_name = ("Node", "Encrypted", "true", "false", node.type)
    other = (row for name, row in node.row.items() if "name" in name and row not in no_name)
    name = attributes.name_of(node.row, no_name) or next(filter(str.strip, other), "")
    if name:
        return name
    place = str(node.row.get(NODE, number))
    return f"{node.type} {place}" if node.type else tr("Person {number}", number=place)


def _is_like(type: str, words: Iterable[str]) -> bool:
    return plain(type).removesuffix("s") in words


# --- CSV ----------------------------------------------------------------------------------------


def _part(file: Given) -> Part:
    if markup.is_xml(file):
        return _together([_from_graph(graph) for graph in graphs(file)])
    read = headed(file)
    columns = tuple(map(plain, read.titles))
    rows = [_row(columns, row.cells) for row in read.rows]
    kind = _kind(columns)
    skipped = tuple(replace(broken, member=kind == "nodes") for broken in read.skipped)
    found = {"egos": _from_egos, "nodes": _from_nodes, "edges": _from_edges}.get(kind)
    if found is None:
        raise NotReadable(
            tr("{name} is none of the files of Network Canvas: leave it out.", name=file.name)
        )
    part = found(read, rows)
    return replace(part, skipped=(*skipped, *part.skipped))


def _row(columns: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    pairs = zip(columns, values, strict=False)
    return {name: cells.unguarded(value) for name, value in pairs if value.strip()}


def _from_egos(_: Headed, rows: Sequence[Row]) -> Part:
    names = {row[EGO]: (row.get(CASE, ""), row.get(SESSION, "")) for row in rows if EGO in row}
    return Part(egos=names)


def _from_nodes(read: Headed, rows: Sequence[Row]) -> Part:
    type = _type(read.name)
    nodes = tuple(Node(row.get(EGO, ""), row[UUID], type, row) for row in rows if UUID in row)
    lost = tuple(
        Skipped(where.where, tr("it has no networkCanvasUUID"), member=True, raw=_raw(where))
        for where, row in zip(read.rows, rows, strict=True)
        if UUID not in row
    )
    egos: dict[str, tuple[str, ...]] = {node.ego: () for node in nodes}
    return Part(egos, nodes, titles=_titles(read.titles), skipped=lost)


def _raw(row: cells.Row) -> str:
    return ",".join(row.cells)[:300]


def _from_edges(_: Headed, rows: Sequence[Row]) -> Part:
    edges = ((row.get(EGO, ""), row.get(SOURCE, ""), row.get(TARGET, "")) for row in rows)
    return Part(edges=tuple(edges), asks=True)


def _type(name: str) -> str:
    """Return the type of the nodes in a file: "Person" of `…_attributeList_Person (1).csv`."""
    found = re.search(r"attributeList_(.+?)(?: ?\(\d+\))?(?:\.\w+)?$", name)
    return found[1] if found else ""


def _titles(titles: Iterable[str]) -> dict[str, str]:
    """Return the columns that hold answers: not ids, and not where somebody stood in a drawing."""
    drawn = re.compile(
        r".*_(x|y|screenSpace[XY])$|nodeID$|label$|networkCanvas\w*$|$", re.IGNORECASE
    )
    return {plain(title): title for title in titles if not drawn.match(title)}


# --- GraphML ------------------------------------------------------------------------------------


def _from_graph(graph: Graph) -> Part:
    """Return what a graph holds: one session, whose ego is no node."""
    names = (graph.names.get("caseid", ""), graph.names.get("sessionuuid", ""))
    ego = graph.data.get(UUID) or names[1] or names[0]
    uuids = {id: row.get(UUID, f"{ego}-{id}") for id, row in graph.nodes}
    nodes = tuple(
        Node(ego, uuids[id], row.get(TYPE, ""), {NODE: id, **row}) for id, row in graph.nodes
    )
    edges = tuple((ego, uuids.get(a, a), uuids.get(b, b)) for a, b in graph.edges)
    return Part({ego: names}, nodes, edges, titles=_titles(graph.titles.values()))


def _together(parts: Sequence[Part]) -> Part:
    return Part(
        {ego: names for part in parts for ego, names in part.egos.items()},
        tuple(node for part in parts for node in part.nodes),
        tuple(edge for part in parts for edge in part.edges),
        titles={name: title for part in parts for name, title in part.titles.items()},
    )
