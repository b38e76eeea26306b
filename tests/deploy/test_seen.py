"""What people see when a part falls: a sentence, and then their page again with all that was saved."""

import re
import shutil
import signal
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from postgresql import Postgres, ask
from shards import Shards

pytestmark = [pytest.mark.deploy, pytest.mark.browser]

PHONE = {"width": 390, "height": 844}
SOON = 45_000  # ms


@pytest.fixture
def database():
    postgres = Postgres().start()
    yield postgres
    postgres.stop()
    shutil.rmtree(postgres.folder)


@pytest.fixture
def site(database, tmp_path):
    name = f"w{uuid4().hex}"
    ask(f"postgresql://plnkit@/postgres{database.where}", f"CREATE DATABASE {name}")
    site = Shards(tmp_path, f"postgresql://plnkit@/{name}{database.where}")
    yield site
    site.stop()


class Person:
    """Somebody with a phone."""

    def __init__(self, chromium, site):
        self.page = chromium.new_context(viewport=PHONE).new_page()
        self.page.goto(site.join, wait_until="commit")
        self.page.click(".pln-open[href=network]")
        self.ready()

    def ready(self):
        self.page.wait_for_selector("body[data-plnkit=ready]", timeout=SOON)

    @property
    def server(self):
        return re.search(r"/(w\d)/", self.page.url)[1]

    @property
    def banner(self):
        return self.page.locator("#pln-watch")

    @property
    def names(self):
        return self.page.locator("[data-pln-view=names]")

    def type(self, name):
        self.page.fill("#pln-name", name)
        self.page.press("#pln-name", "Enter")

    def add(self, name):
        self.type(name)
        expect(self.names.locator(".pln-latest")).to_contain_text(name, timeout=SOON)


@pytest.fixture
def three(chromium, site):
    """Return somebody at each server."""
    there = {}
    for _ in range(6):
        person = Person(chromium, site)
        there.setdefault(person.server, person)
    assert sorted(there) == ["w1", "w2", "w3"]
    for person in there.values():
        person.add("Ada")
    return there


def test_a_fallen_server_is_a_sentence_and_then_the_page_is_there_at_another(three, site):
    site.kill("w2")
    person = three["w2"]
    person.page.wait_for_url(re.compile("/w[13]/network"), timeout=SOON, wait_until="commit")
    expect(person.page.locator("main")).to_contain_text("Your page opens itself again")
    person.ready()
    expect(person.names).to_contain_text("Ada")
    person.add("Bea")


def test_a_fallen_door_is_a_sentence_that_goes_when_it_is_back(three, site):
    site.kill_the_door()
    for person in three.values():
        expect(person.banner).to_contain_text("The connection is lost", timeout=SOON)
    site.open_the_door()
    for person in three.values():
        person.ready()
        expect(person.banner).to_be_hidden(timeout=SOON)
        person.add("Bea")


def test_a_database_that_is_away_is_a_sentence_and_what_was_typed_stays(three, database):
    database.stop(signal.SIGQUIT)
    for person in three.values():
        person.type("Bea")
    for person in three.values():
        expect(person.names).to_contain_text("The database cannot be reached", timeout=SOON)
        expect(person.page.locator("#pln-name")).to_have_value("Bea")
    database.start()
    for person in three.values():
        person.add("Bea")
