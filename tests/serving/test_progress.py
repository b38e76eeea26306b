"""How far a learner is: said in words, of the book that the server reads."""

import asyncio
import json
import re
import subprocess
import sys
import time
from contextlib import asynccontextmanager, closing
from datetime import date

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st
from participant import Participant
from workshops import MAIN, is_kernel

from plnkit.errors import BookError
from plnkit.journal import Journal, Store
from plnkit.language import PSEUDO, current, speaking, tr
from plnkit.model import (
    Aim,
    Book,
    Capability,
    Dismissal,
    Interaction,
    Learner,
    Member,
    Mix,
    Note,
    Plan,
    Progress,
    Pulse,
    Wave,
)
from plnkit.samples import example
from plnkit.serving.books import Books
from plnkit.serving.progress import Step, progress
from plnkit.serving.zygotes import can_fork

TITLES = {
    "welcome": "Where do you learn?",
    "network": "Who do you learn from?",
    "aims": "What do you want to learn?",
    "interactions": "How do you learn together?",
    "grow": "What next?",
    "review": "What changed?",
}
STEPS = [Step(n, a, a, t, "", 10 + n) for n, (a, t) in enumerate(TITLES.items(), 1)]
DAY = date(2026, 11, 2)
ROSA = Member(id="rosa", name="Rosa", kind="person", closeness=1)
ALI = Member(id="ali", name="Ali", kind="person")
WIKI = Member(id="wiki", name="Wikipedia", kind="source")
AIM = Aim(id="aim", text="Ask better questions")
LOGGED = Interaction(id="log", members=("rosa",), on=DAY)
PLAN = Plan(id="plan", member="rosa", act="call")
MIX = Pulse(id="mix", on=DAY, mix=Mix(social=100))
KEY = "0123456789abcdef0123456789abcdef"


TWO_PAGES = """
from plnkit.serving import server
server.WORKBOOKS = {address: server.WORKBOOKS[address] for address in ("network", "grow")}
"""


def done(*pages):
    return [Progress(id=f"progress-{page}", page=page, done=True) for page in pages]


def of(*things, before=()):
    return progress(Book().with_(*things), Book().with_(*before), STEPS)


def sentence(page, *things):
    return of(*things).pages[page].sentence


# In words


def test_an_empty_book_is_a_newcomers():
    newcomer = of()
    assert newcomer.headline == "Welcome."
    assert (newcomer.next, newcomer.button) == ("welcome", "Begin: Where do you learn?")
    assert (newcomer.minutes, newcomer.left) == (81, "about 81 minutes in all")
    assert {(p.state, p.sentence) for p in newcomer.pages.values()} == {
        ("not begun", "Not begun yet.")
    }


@pytest.mark.parametrize(
    ("page", "things", "said"),
    [
        ("welcome", [MIX], "Your learning mix."),
        ("welcome", [MIX, WIKI], "Your learning mix and 1 source."),
        ("network", [ROSA], "1 person, 1 placed."),
        ("network", [ALI], "1 person, none placed yet."),
        ("network", [ROSA, ALI, WIKI], "3 people and sources, 1 placed."),
        ("aims", [AIM], "1 aim."),
        ("interactions", [ROSA, LOGGED], "1 entry in your log."),
        ("grow", [ROSA, PLAN], "1 plan."),
        ("grow", [Dismissal(id="d", card="c")], "1 card put aside."),
        ("grow", [Note(id="n", page="grow", question="again", text="Rosa")], "1 note."),
        ("review", [Wave(id="w", on=DAY, name="Then", seq=1)], "1 dated picture."),
        ("review", [Note(id="n", page="review", question="q", text="More")], "1 note."),
    ],
)
def test_a_page_on_which_something_is_has_begun_and_says_what(page, things, said):
    found = of(*things).pages[page]
    assert (found.state, found.sentence) == ("begun", said)


@pytest.mark.parametrize(
    ("page", "things"),
    [
        ("network", [WIKI]),
        ("grow", [Note(id="n", page="grow", question="again", text=" ")]),
        ("grow", [Note(id="n", page="network", question="guess", text="Rosa")]),
        ("grow", [ROSA, Plan(id="p", member="rosa", programme="A course")]),
        ("welcome", [Pulse(id="p", on=DAY, engagement=5)]),
        ("network", [Progress(id="progress-network", page="network", done=False)]),
    ],
)
def test_what_belongs_elsewhere_or_says_nothing_begins_no_page(page, things):
    assert of(*things).pages[page].state == "not begun"


def test_a_page_that_was_finished_is_done_with_or_without_content():
    pages = of(ROSA, *done("network", "aims")).pages
    assert {pages["network"].state, pages["aims"].state} == {"done"}
    assert pages["network"].sentence == "Done: 1 person, 1 placed."
    assert pages["aims"].sentence == "Done."


def test_all_of_it_is_in_the_readers_language():
    with speaking(PSEUDO):
        known = [MIX, WIKI, ALI, AIM, Wave(id="w", on=DAY, name="Then", seq=1)]
        more = [ROSA, LOGGED, PLAN, Dismissal(id="d", card="c"), *done("aims")]
        for found in (of(), of(*known), of(*known, *more), of(*known, before=known[:-1])):
            said = [found.headline, found.button, found.left]
            said += [page.sentence for page in found.pages.values()]
            assert not re.search("[A-Za-z]", " ".join(said))


def test_a_step_is_read_in_the_readers_language_and_given_in_english():
    step = Step(1, "grow", "5_grow", "What next?", "What you could try.", 15)
    assert (step.title, step.lead) == ("What next?", "What you could try.")
    with speaking(PSEUDO):
        assert (step.title, step.lead) == (tr("What next?"), tr("What you could try."))


def test_the_sample_has_something_on_most_pages():
    assert progress(example(), Book(), STEPS).pages["network"].sentence.endswith(" placed.")


# Where to go on


@pytest.mark.parametrize(
    ("page", "last"),
    [
        ("welcome", MIX),
        ("welcome", WIKI),
        ("network", ALI),
        ("aims", AIM),
        ("aims", Pulse(id="p", on=DAY, capability=(Capability(aim="aim", level=3),))),
        ("aims", Plan(id="p", member="rosa", programme="A course")),
        ("interactions", LOGGED),
        ("grow", PLAN),
        ("grow", Dismissal(id="d", card="c")),
        ("review", Pulse(id="p", on=DAY, engagement=5)),
        ("review", Wave(id="w", on=DAY, name="Then", seq=1)),
        ("interactions", Note(id="n", page="interactions", question="q", text="x")),
    ],
)
def test_one_goes_on_where_one_changed_something_last(page, last):
    known = {"wiki": [], "aim": [ROSA]}.get(last.id, [ROSA, AIM])
    found = of(*known, last, before=known)
    assert found.next == page
    assert found.button == f"Continue: {TITLES[page]}"
    assert found.headline == f"Welcome back. You were at “{TITLES[page]}”"


def test_a_source_that_comes_when_people_are_there_is_on_the_map():
    assert of(ROSA, WIKI, before=[ROSA]).next == "network"


def test_what_was_taken_away_tells_where_one_was_too():
    assert of(ROSA, before=[ROSA, AIM]).next == "aims"


def test_after_a_page_that_is_done_comes_the_first_that_is_not():
    found = of(ROSA, *done("welcome", "network"), before=[ROSA, *done("welcome")])
    assert found.next == "aims"
    assert found.headline == "Welcome back. Next could be “What do you want to learn?”"


def test_what_tells_of_no_page_leads_to_the_first_that_is_not_done():
    found = of(ROSA, Learner(name="Noor"), *done("welcome"), before=[ROSA, *done("welcome")])
    assert found.next == "network"


def test_minutes_are_those_of_the_pages_that_are_not_done():
    found = of(*done("welcome", "grow"))
    assert (found.minutes, found.left) == (81 - 11 - 15, "at most 55 minutes left in all")


def test_who_has_been_through_everything_may_look_again():
    found = of(*done(*TITLES))
    assert (found.minutes, found.left) == (0, "")
    assert (found.next, found.button) == ("review", "Open: What changed?")
    assert "each is open to you again" in found.headline


def test_the_learner_is_greeted_by_name_in_one_line_and_in_their_own_direction():
    assert of(ROSA, Learner(name="Noor\nA.")).headline.startswith("Welcome back, Noor A. You")
    assert "Welcome back, \u2068נור\u2069." in of(ROSA, Learner(name="נור")).headline


def test_without_pages_there_is_nowhere_to_go():
    assert (progress(Book(), Book(), []).next, progress(Book(), Book(), []).left) == ("", "")


@given(st.sets(st.sampled_from(list(TITLES))), st.sampled_from([(), (ROSA,), (ROSA, LOGGED)]))
def test_one_is_never_sent_to_a_page_that_is_done_while_another_is_not(finished, things):
    found = of(*things, *done(*finished))
    assert (found.pages[found.next].state == "done") == (len(finished) == len(TITLES))


# As it is read


def test_the_book_before_is_the_one_without_the_latest_change(path):
    with closing(Journal.open(path)) as journal:
        journal.change(lambda book: book.with_(ROSA), "Added Rosa")
        journal.change(lambda book: book.with_(AIM, ALI), "Added more")
    now, before = asyncio.run(Books({"PLNKIT_BOOK": str(path)}).read(None))
    assert {*now.entities} == {"rosa", "aim", "ali"}
    assert {*before.entities} == {"rosa"}


def test_a_book_that_is_not_there_is_empty_and_is_not_made(path):
    assert asyncio.run(Books({"PLNKIT_BOOK": str(path)}).read(None)) == (Book(), Book())
    assert not path.exists()


@pytest.mark.parametrize("key", [KEY, "short", "", None, 7, ["a"], "Ä" * 32])
def test_a_key_that_opens_nothing_is_a_book_that_is_not_begun(tmp_path, key):
    Store.open(tmp_path / "a.plnroom")
    books = Books({"PLNKIT_STORE": str(tmp_path / "a.plnroom")})
    assert asyncio.run(books.read(key)) == (Book(), Book())


def test_only_books_of_the_folder_are_others(tmp_path):
    for name in ("a.pln", "b.pln", "<i>,;”.pln", "c.plnroom", "b.pln.backup-1", "d.txt"):
        (tmp_path / name).touch()
    (tmp_path / "folder.pln").mkdir()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "e.pln").touch()
    books = Books({"PLNKIT_BOOK": str(tmp_path / "a.pln")})
    assert books.others() == ["<i>,;”.pln", "b.pln"]
    assert Books({"PLNKIT_STORE": str(tmp_path / "c.plnroom")}).others() == []


def test_why_a_book_cannot_be_read_is_said_in_the_readers_language(tmp_path):
    books = Books({"PLNKIT_BOOK": str(tmp_path / "a.pln")})
    with speaking(PSEUDO), pytest.raises(BookError) as refused:
        asyncio.run(books.turn_to("gone.pln"))
    assert not re.search("[A-Za-z]", str(refused.value))


def test_a_book_is_read_in_the_language_of_who_asks(monkeypatch, path):
    heard = []
    monkeypatch.setattr("plnkit.serving.books._read_one", lambda _: heard.append(current()))
    with speaking(PSEUDO):
        asyncio.run(Books({"PLNKIT_BOOK": str(path)}).read(None))
    assert heard == [PSEUDO]


# As it is served


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two books in a folder, one of which is served."""
    folder = tmp_path_factory.mktemp("books")
    for name, member in (("a.pln", ROSA), ("b.pln", ALI)):
        with closing(Journal.open(folder / name)) as journal:
            journal.change(lambda book, one=member: book.with_(one), "Added")
    (folder / "broken.pln").write_text("no book")
    (folder.parent / "outside.pln").touch()
    return folder


@pytest.fixture(scope="module")
def server(folder):
    command = [sys.executable, "-c", TWO_PAGES + MAIN, "open", "a.pln", "--no-browser"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=folder
        )
    yield server
    server.terminate()
    server.wait(30)


@pytest.fixture(scope="module")
def link(server):
    return server.stdout.readline().removeprefix("Open: ").strip()


def kernels(server):
    return {p for p in psutil.Process(server.pid).children(recursive=True) if is_kernel(p)}


async def visitor(link):
    reader = Participant(link)
    await reader.get(f"/{reader.door}")
    return reader


async def post(reader, path, body, kind="application/json"):
    """Send a letter, and return the answer."""
    request = reader.request(reader.site + path, method="POST", body=body)
    request.headers = {**reader.headers, "Content-Type": kind}
    answer = await reader.client.fetch(request, raise_error=False)
    for line in answer.headers.get_list("Set-Cookie"):
        name, _, value = line.partition(";")[0].partition("=")
        reader.cookies[name] = value
    return answer


async def ask(reader, **content):
    answer = await post(reader, "/progress", json.dumps(content))
    assert answer.code == 200, answer.body
    return json.loads(answer.body)


def test_one_book_needs_no_key(link):
    async def scene():
        return await ask(await visitor(link))

    found = asyncio.run(scene())
    assert found["pages"]["network"] == {"state": "begun", "sentence": "1 person, 1 placed."}
    assert found["next"] == "network"


def test_without_the_link_nothing_is_said_of_a_book(link):
    async def scene():
        stranger = Participant(link)
        return [
            (await post(stranger, "/progress", "{}")).code,
            (await post(stranger, "/book", '{"name": "b.pln"}')).code,
            (await stranger.get("/example")).code,
        ]

    assert asyncio.run(scene()) == [403, 403, 403]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{", "application/json"),
        ("[]", "application/json"),
        ("[" * 4000, "application/json"),
        (b"\xff", "application/json"),
        ("", "application/json"),
        ("{}", "text/plain"),  # what another site's page can send
        ("{}" + " " * 5000, "application/json"),
    ],
)
def test_what_is_no_letter_of_ours_is_refused(link, body, kind):
    async def scene():
        reader = await visitor(link)
        return [(await post(reader, path, body, kind)).code for path in ("/progress", "/book")]

    assert asyncio.run(scene()) == [400, 400]


def test_the_start_page_shows_the_steps_and_no_script_of_its_own(link):
    async def scene():
        return (await (await visitor(link)).get("/")).body.decode()

    page = asyncio.run(scene())
    assert 'id="pln-go" href="' in page
    assert "Not begun yet." in page
    assert re.search(r"About \d+ minutes\.", page)
    assert "<bdi>a.pln</bdi>" in page
    assert 'data-book="b.pln"' in page
    assert re.findall(r"<script[^>]*>\s*[^<\s{]", page) == []
    assert not re.search(r"\b(cell|kernel|notebook)s?\b", re.sub(r"<[^>]*>", "", page))


@pytest.mark.parametrize(
    "name", ["c.pln", "../outside.pln", "log", "", None, "./b.pln", "a.pln", "\ud800.pln", {}]
)
def test_only_another_book_of_the_folder_is_opened(link, name):
    async def scene():
        reader = await visitor(link)
        answer = await post(reader, "/book", json.dumps({"name": name}))
        return answer.code, json.loads(answer.body), await ask(reader)

    code, said, found = asyncio.run(scene())
    assert code == 409
    assert "no longer in the folder" in said["sentence"]
    assert "1 placed" in found["pages"]["network"]["sentence"]


def test_a_file_that_is_no_book_is_not_opened_and_says_why(link):
    async def scene():
        return await post(await visitor(link), "/book", '{"name": "broken.pln"}')

    answer = asyncio.run(scene())
    assert answer.code == 409
    assert "not a plnkit book" in json.loads(answer.body)["sentence"]


@asynccontextmanager
async def turned_to(name, reader):
    assert (await post(reader, "/book", json.dumps({"name": name}))).code == 200
    yield
    assert (await post(reader, "/book", '{"name": "a.pln"}')).code == 200


@pytest.mark.skipif(not can_fork(), reason="a kernel is told from a zygote by its threads")
def test_one_page_of_each_is_ready_and_is_made_anew_for_another_book(server, link):
    async def scene():
        reader = await visitor(link)
        wanted = (await reader.get("/")).body.decode().count("data-page=")
        async with asyncio.timeout(60):
            while len(kernels(server)) < wanted:  # noqa: ASYNC110 - a process tells nobody
                await asyncio.sleep(0.1)
        await asyncio.sleep(1)
        before = kernels(server)
        assert len(before) == wanted
        async with turned_to("b.pln", reader), asyncio.timeout(60):
            while before & (now := kernels(server)) or len(now) < wanted:  # noqa: ASYNC110
                await asyncio.sleep(0.1)

    asyncio.run(scene())


def test_another_book_is_served_from_now_on_and_open_pages_keep_theirs(link, folder):
    async def scene():
        reader = Participant(link)
        await reader.join()  # a page of a.pln
        old_cookies = dict(reader.cookies)
        async with turned_to("b.pln", reader):
            await reader.add("Typed in the old page")
            assert "none placed yet" in (await ask(reader))["pages"]["network"]["sentence"]
            other = Participant(link)
            other.cookies = old_cookies
            assert (await other.get("/")).code == 403  # what was signed for the other book
            other.cookies = {}
            await other.join()
            await other.add("Typed in the new page")

    asyncio.run(scene())
    assert names(folder / "a.pln") == {"Rosa", "Typed in the old page"}
    assert names(folder / "b.pln") == {"Ali", "Typed in the new page"}


def names(path):
    with closing(Journal.open(path)) as journal:
        return {member.name for member in journal.book.members}


def test_the_sample_is_a_page_that_is_made_once(link):
    async def scene():
        reader = await visitor(link)
        return [(await reader.get("/example")).body for _ in range(2)]

    first, second = asyncio.run(scene())
    assert b"<!doctype html" in first[:200].lower()
    assert first == second


# In a workshop


@pytest.mark.slow
def test_a_key_opens_ones_own_book_alone_and_is_nowhere_in_the_log(workshop):
    room = workshop(PLNKIT_READY="0")
    with closing(Store.open(room.store).journal(KEY)) as journal:
        journal.change(lambda book: book.with_(ROSA, Learner(name="Noor")), "Added Rosa")

    async def scene():
        reader = await visitor(room.link)
        mine, other, wrong = [
            await ask(reader, key=key) for key in (KEY, "f" * 32, "not a key of anybody")
        ]
        assert "Noor" in mine["headline"]
        assert other == wrong == await ask(reader)
        assert other["headline"] == "Welcome."
        assert (await post(reader, "/book", '{"name": "b.pln"}')).code == 404
        assert "Open another book" not in (await reader.get("/")).body.decode()

    asyncio.run(scene())
    assert KEY not in room.log.read_text()
    assert all("which was asked for" in line for line in room.said), room.said


@pytest.mark.slow
def test_a_store_that_cannot_be_read_is_one_failure_and_the_start_page_works(workshop):
    room = workshop(PLNKIT_READY="0")
    room.store.write_bytes(b"no store any more" * 100)

    async def scene():
        reader = await visitor(room.link)
        answer = await post(reader, "/progress", json.dumps({"key": KEY}))
        return answer.code, (await reader.get("/")).code

    assert asyncio.run(scene()) == (503, 200)
    assert len([line for line in room.said if "progress" in line]) == 1
    assert KEY not in room.log.read_text()


@pytest.mark.slow
def test_a_hundred_who_come_in_one_moment_are_all_told(workshop, record_property):
    room = workshop(PLNKIT_READY="0")
    store = Store.open(room.store)
    keys = [f"{n:032x}" for n in range(100)]
    for key in keys[::10]:
        with closing(store.journal(key)) as journal:
            journal.change(lambda _: example(), "Began")

    async def scene():
        reader = await visitor(room.link)
        began = time.monotonic()
        told = await asyncio.gather(*(ask(reader, key=key) for key in keys))
        record_property("seconds", time.monotonic() - began)
        return [one["pages"]["network"]["state"] for one in told]

    states = asyncio.run(scene())
    assert states == ["begun" if n % 10 == 0 else "not begun" for n in range(100)]
