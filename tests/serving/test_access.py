"""Who is let in: links, cookies, and the sites that may show the pages."""

import asyncio

import pytest
from participant import Participant

from plnkit.serving import access


@pytest.fixture(autouse=True)
def runtime(tmp_path, monkeypatch):
    """A user who has served nothing yet."""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    return tmp_path / "runtime"


def test_what_is_signed_is_the_same_each_time_and_another_for_another_text():
    assert access.signed("abc") == access.signed("abc") != access.signed("abd")


def test_a_cookie_outlives_the_server_and_opens_no_other_book():
    assert access.cookie_secret("a.pln") == access.cookie_secret("a.pln")
    assert access.cookie_secret("a.pln") != access.cookie_secret("b.pln")


def test_servers_that_share_a_secret_know_what_the_others_signed(runtime, tmp_path, monkeypatch):
    monkeypatch.setenv(access.SHARED, str(tmp_path / "shared"))
    signed = access.signed("abc")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(runtime / "on another machine"))
    assert access.signed("abc") == signed


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("https://a.example", ("https://a.example", "/")),
        ("https://a.example/", ("https://a.example", "/")),
        ("https://a.example:8443/pln/room", ("https://a.example:8443", "/pln/room/")),
    ],
)
def test_an_address_is_a_site_and_a_path(address, parts):
    assert access.parted(address) == parts


@pytest.mark.parametrize("path", ["/", "/w1/", "/user/ann@lms.example/"])
def test_a_path_begins_and_ends_with_a_slash(path):
    assert access.is_path(path)


@pytest.mark.parametrize("text", ["", "w1", "/w1", "w1/", "//evil/", '/"/', "/a b/", "/w1/\n"])
def test_what_could_lead_elsewhere_is_no_path(text):
    assert not access.is_path(text)


def test_another_user_has_other_links(runtime, monkeypatch):
    mine = access.signed("abc")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(runtime / "other"))
    assert access.signed("abc") != mine


def test_the_secret_is_for_its_owner_alone(runtime):
    access.signed("abc")
    (kept,) = runtime.iterdir()
    assert kept.stat().st_mode & 0o077 == 0


def test_where_no_secret_can_be_kept_the_log_says_what_follows(runtime, caplog):
    runtime.write_text("a file in the way")
    assert access.signed("abc") == access.signed("abc")
    assert "cookies and links will not outlive this server" in caplog.text


@pytest.mark.parametrize("site", ["https://lms.example", "http://localhost:8080", "HTTPS://A.B"])
def test_a_site_is_a_scheme_a_host_and_perhaps_a_port(site):
    assert access.is_origin(site)


@pytest.mark.parametrize(
    "text", ["lms.example", "https://a b", "https://a; script-src *", "*", "https://a/\n", "https:"]
)
def test_what_could_add_a_rule_is_no_site(text):
    assert not access.is_origin(text)


@pytest.mark.slow
def test_in_a_workshop_people_are_told_who_could_read_their_book(workshop):
    async def scene():
        person = Participant(workshop().link)
        return (await person.page("/")).body.decode()

    assert "Whoever runs that computer could read it" in asyncio.run(scene())
