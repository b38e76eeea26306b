"""One reader under a fuzzer that sees which lines its bytes reach.

Started by `run.py`; libFuzzer's own flags follow the name of the target. What is found ends the
process, and the bytes that did it are left in the folder that `-artifact_prefix` names.
"""

import json
import random
import sys
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import atheris

KIND = sys.argv[1]
LIBRARIES = {  # that are written in Python, and read with
    "meetings": ("icalendar", "recurring_ical_events"),
    "sheet": ("openpyxl.reader", "openpyxl.worksheet"),
}.get(KIND, ())
with atheris.instrument_imports(include=["plnkit.exchange", "plnkit.names", *LIBRARIES]):
    sys.path.insert(0, str(Path(__file__).parents[1]))  # for `fuzz`
    from fuzz.seeds import apart, workbook, zipped

    from plnkit.errors import BookError
    from plnkit.exchange import incoming
    from plnkit.exchange.given import Given
    from plnkit.exchange.incoming import FORMATS, Asked, Set, Unanswered
    from plnkit.exchange.merging import merge
    from plnkit.exchange.preview import Preview, rejects
    from plnkit.exchange.staging import Staged
    from plnkit.model import Book

    FORMAT = {"sheet": "table"}.get(KIND, KIND)
    for format_ in FORMATS if KIND == "incoming" else (FORMAT,):
        incoming.module(format_)
    for library in LIBRARIES:
        import_module(library)

_ODD = (None, True, -1, 10**30, 1e308, "", "\0", "x" * 2000, "2026-02-30", [], {}, [[]], {"a": {}})


def target(data: bytes) -> None:
    """Read bytes as a format; all that may come of it is a sentence."""
    for files in brought(data):
        try:
            for one in sets(files):
                used(answered(one))
        except BookError as fault:
            one_sentence(str(fault))


def one_sentence(said: str) -> None:
    """See to it that a reader is told in one line."""
    assert said.endswith((".", "?")), said
    assert "\n" not in said, said


def brought(data: bytes) -> list[list[Given]]:
    """Return the files that bytes stand for; where formats are found out, also in an archive."""
    if KIND == "sheet":
        return [[workbook(data)]]
    files = apart(data)
    return [files, [zipped(files)]] if KIND == "incoming" else [files]


def sets(files: list[Given]) -> list[Set]:
    """Return files as what they are said to be, or as what they are found to be."""
    if KIND == "incoming":
        return incoming.sets(files)
    incoming.module(FORMAT).recognises(files[0])
    return [Set(FORMAT, tuple(files))]


def answered(one: Set) -> Staged:
    """Return what files bring; a question is answered with what is offered first."""
    try:
        return incoming.read_set(one).staged
    except Unanswered as question:
        first = question.options[0] if question.options else "x"
        answers = {"ego": first, "me": (first,), "columns": {"name": first}}
        return incoming.read_set(one, Asked(**{question.ask: answers[question.ask]})).staged


def used(staged: Staged) -> None:
    """Preview and put in what was read: the second time nobody is new."""
    preview = Preview(Book(), staged)
    assert len(preview.candidates) == len(staged.content.members)
    rejects(staged.skipped)
    book, first = merge(Book(), staged)
    again, second = merge(book, staged)
    assert (second.new, len(again.members)) == (0, first.new), (first, second)


def mutated(data: bytes, most: int, seed: int) -> bytes:
    """Return bytes that are changed; of JSON often a value or three, so that it stays JSON."""
    chance = random.Random(seed)
    try:
        plain = json.loads(data) if chance.random() < 0.5 else None
    except (ValueError, RecursionError):
        plain = None
    if isinstance(plain, dict):
        for _ in range(chance.randint(1, 3)):
            change(plain, chance)
        odd = json.dumps(plain).encode()
        if len(odd) <= most:
            return odd
    return atheris.Mutate(data, most)


def change(at: Any, chance: random.Random) -> None:
    """Go down into JSON at random, and there put something odd, or the same once more within."""
    while keys := list(at) if isinstance(at, dict) else list(range(len(at))):
        key = chance.choice(keys)
        deeper = at[key]
        if not (isinstance(deeper, dict | list) and deeper) or chance.random() < 0.1:
            at[key] = deepcopy(chance.choice((*_ODD, [deeper], {"x": deeper})))
            return
        at = deeper


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target, custom_mutator=mutated)
    atheris.Fuzz()
