"""Address books brought in: read, compared with a network, chosen from, written; and what a user has.

Next to what somebody would write in a notebook instead: pandas for a CSV file, vobject for cards,
`difflib` for names that are nearly the same. None of them says what is new, or what was left out.
What only computes is measured in time of the processor, which other programs do not lengthen. Memory is the most that a fresh process ever held, all of Python and the libraries in it.
"""

import csv
import difflib
import io
import re
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from random import Random

from timing import measure, table

from plnkit.exchange import incoming, known
from plnkit.exchange.given import Given
from plnkit.exchange.merging import Choice, merge
from plnkit.exchange.preview import Preview
from plnkit.exchange.staging import Staged
from plnkit.journal import Journal
from plnkit.model import Book, Member

FIRST = (
    "Ada", "Amina", "Änne", "Ben", "Björn", "Chiara", "Dmitri", "Elif", "Fatima", "Goran", "Hana",
    "Ines", "Jorge", "José", "Katarina", "Katharina", "Lars", "Mehmet", "Ngozi", "Oskar", "Priya",
    "Quentin", "Rosa", "Søren", "Tomás", "Uwe", "Valentina", "Wei", "Yusuf", "Zoë",
)  # fmt: skip
PARTS = (
    "Ak",
    "Ber",
    "Cel",
    "Dor",
    "El",
    "Far",
    "Gar",
    "Hol",
    "Iv",
    "Jan",
    "Kov",
    "Lin",
    "Mar",
    "Nov",
)
ENDS = ("ari", "berg", "cic", "dottir", "ez", "ieri", "kaya", "lund", "mann", "ova", "sen", "ström")
WORDS = (
    "Aurora",
    "Bridge",
    "Cedar",
    "Delta",
    "Ember",
    "Fjord",
    "Grove",
    "Harbour",
    "Iris",
    "Juniper",
)


def names(count: int, seed: int) -> list[str]:
    """Return invented names, some of which are nearly the same."""
    dice = Random(seed)

    def last() -> str:
        return dice.choice(PARTS) + dice.choice(PARTS).lower() + dice.choice(ENDS)

    return [f"{dice.choice(FIRST)} {last()}" for _ in range(count)]


def connections(count: int) -> Given:
    """Return LinkedIn's Connections.csv, with the lines before its header and blank rows in it."""
    dice, out = Random(count), io.StringIO()
    out.write('Notes:\n"Some of the e-mail addresses may be missing."\n\n')
    rows = csv.writer(out)
    head = (
        "First Name",
        "Last Name",
        "URL",
        "Email Address",
        "Company",
        "Position",
        "Connected On",
    )
    rows.writerow(head)
    for number, name in enumerate(names(count, 1)):
        first, last = name.split(" ", 1)
        url = f"https://www.linkedin.com/in/person-{number}"
        email = f"person{number}@work.example" if number % 20 == 0 else ""
        company = f"{dice.choice(WORDS)} {dice.choice(WORDS)}, Ltd"
        day = f"{dice.randint(1, 28):02} Mar {dice.randint(2008, 2026)}"
        rows.writerow((first, last, url, email, company, f"{dice.choice(WORDS)} lead", day))
        if number % 1000 == 0:
            rows.writerow([""] * 7)
    return Given("Connections.csv", out.getvalue().encode())


def cards(count: int) -> Given:
    """Return vCards as a telephone exports them: folded, grouped, some with a small picture."""
    whole = []
    for number, name in enumerate(names(count, 2)):
        first, last = name.split(" ", 1)
        picture = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 44 + ("\n " + "B" * 74) * 20 + "\n"
        whole.append(
            f"BEGIN:VCARD\nVERSION:3.0\nN:{last};{first};;;\nFN:{name}\n"
            f"item1.EMAIL;type=INTERNET;type=pref:person{number}@mail.example\n"
            f"item1.X-ABLabel:_$!<Work>!$_\nTEL;type=CELL:+00 {number}\nORG:Cedar Grove;Maps\n"
            f"TITLE:Lead\nNOTE:met at a course on maps and data\\, which was in the\n  north\n"
            f"{picture if number % 10 == 0 else ''}CATEGORIES:Maps,myContacts\nEND:VCARD\n"
        )
    return Given("contacts.vcf", "".join(whole).encode())


def network(count: int) -> Book:
    return Book().with_(*people(count, 3))


def people(count: int, seed: int) -> list[Member]:
    made = enumerate(names(count, seed))
    return [Member(id=f"p{seed}-{i}", name=name, kind="person") for i, name in made]


def staged(file: Given) -> Staged:
    (brought,) = incoming.read([file])
    return brought.staged


def previewed(file: Given, book: Book) -> int:
    return len(Preview(book, staged(file)).candidates)


def framed(file: Given) -> int:
    """Read the CSV with pandas, as one would by hand: the lines before the header counted out."""
    import pandas as pd

    return len(pd.read_csv(io.BytesIO(file.data), skiprows=3).dropna(how="all"))


def framed_and_looked_up(file: Given, book: Book) -> int:
    """Read it with pandas, and look for each name among those of the network with rapidfuzz."""
    import pandas as pd
    from rapidfuzz import fuzz, process

    frame = pd.read_csv(io.BytesIO(file.data), skiprows=3).dropna(how="all")
    mine = [m.name for m in book.members]
    theirs = frame["First Name"] + " " + frame["Last Name"]
    return sum(
        process.extractOne(name, mine, scorer=fuzz.ratio, score_cutoff=88) is not None
        for name in theirs
    )


def read_by_vobject(file: Given) -> int:
    import vobject

    return sum(1 for _ in vobject.readComponents(file.data.decode()))


# --- the comparisons ----------------------------------------------------------------------------


def previewing(_: Path) -> None:
    file, book = connections(30_000), network(150)
    ways = {
        "read, compared with 150, told apart": lambda: previewed(file, book),
        "pandas.read_csv alone": lambda: framed(file),
        "pandas, each name by rapidfuzz": lambda: framed_and_looked_up(file, book),
    }
    table(
        "30,000 connections of LinkedIn, previewed",
        measure(ways, 7, time.process_time),
        "under 3 s",
    )


def writing(folder: Path) -> None:
    """Put 300 others into a new book of 150 in each run."""
    found = staged(connections(30_000))
    ids = [m.id for m in found.content.members]
    runs = 15
    books = iter([made(folder / f"{number}.pln") for number in range(runs + 1)])
    choices = (Choice(frozenset(ids[at : at + 300])) for at in range(0, len(ids), 300))

    def put() -> None:
        choice = next(choices)
        next(books).change(lambda old: merge(old, found, choice)[0], "Imported 300 people")

    ways = {"300 chosen of 30,000, merged and on disk": put}
    table("300 of them written", measure(ways, runs), "under 1 s")


def made(path: Path) -> Journal:
    journal = Journal.open(path)
    journal.change(lambda _: network(150), "Made")
    return journal


def carding(_: Path) -> None:
    file = cards(10_000)
    ways = {
        "read, cleaned, staged": lambda: staged(file),
        "vobject.readComponents alone": lambda: read_by_vobject(file),
    }
    table("10,000 vCards", measure(ways, 5, time.process_time), "under 3 s")


def comparing(_: Path) -> None:
    book, strangers = network(2000), people(2000, 4)
    mine, theirs = [m.name for m in book.members], [m.name for m in strangers]

    def slowly() -> object:
        return [difflib.get_close_matches(name, mine, cutoff=0.88) for name in theirs[:20]]

    def plainly() -> object:
        from rapidfuzz import fuzz, process

        return [
            process.extract(name, mine, scorer=fuzz.ratio, score_cutoff=88, limit=None)
            for name in theirs
        ]

    ways = {
        "2,000 x 2,000, accents and order no matter": lambda: known.alike(book, strangers),
        "rapidfuzz, a name at a time, as typed": plainly,
        "difflib, 20 of them (a hundredth)": slowly,
    }
    table("Names that are nearly the same", measure(ways, 5, time.process_time), "under 1 s")


# --- memory -------------------------------------------------------------------------------------

MEMORY: dict[str, Callable[[], object]] = {
    "30,000 connections, previewed": lambda: previewed(connections(30_000), network(150)),
    "the same by pandas.read_csv": lambda: framed(connections(30_000)),
    "10,000 vCards": lambda: staged(cards(10_000)),
    "the same by vobject": lambda: read_by_vobject(cards(10_000)),
    "2,000 x 2,000 names": lambda: known.alike(network(2000), people(2000, 4)),
}


def memory() -> None:
    print(f"\n| {'most memory of a process':44} |   MB |\n|{'-' * 46}|-----:|")
    for name in MEMORY:
        command = [sys.executable, __file__, name]
        most = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        print(f"| {name:44} | {float(most):4.0f} |")


def peak() -> float:
    """Return the most that this process ever held, in MB.

    Not `ru_maxrss`, into which the memory of the process that started this one goes as well.
    """
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024 / 1e6


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # of pandas, which guesses at empty columns
    if sys.argv[1:]:
        MEMORY[sys.argv[1]]()
        print(peak())
    else:
        with tempfile.TemporaryDirectory() as folder:
            for part in (previewing, writing, carding, comparing):
                part(Path(folder))
        memory()
