"""What a reader likes, on the wire: a language and colours, kept by their browser alone."""

import re
import urllib.error
import urllib.parse
import urllib.request

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A workshop for all who only look; its front door is open to strangers."""
    from workshops import Workshop

    one = Workshop(tmp_path_factory.mktemp("room"), PLNKIT_READY="0")
    yield one.link.partition("/?")[0]
    one.stop()


class Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


def choose(site, **said):
    """Send what was chosen; return the status, where one is led, and the cookies."""
    request = urllib.request.Request(f"{site}/preferences", urllib.parse.urlencode(said).encode())
    try:
        answer = urllib.request.build_opener(Stays).open(request)
    except urllib.error.HTTPError as fault:
        answer = fault
    return answer.status, answer.headers["Location"], answer.headers.get_all("Set-Cookie") or []


def entrance(site, **headers):
    request = urllib.request.Request(f"{site}/", headers=headers)
    try:
        return urllib.request.urlopen(request).read().decode()
    except urllib.error.HTTPError as fault:
        return fault.read().decode()


def test_a_language_is_kept_and_the_page_shown_again(site):
    status, back, cookies = choose(site, language="de", back="/network")
    assert (status, back) == (303, "/network")
    assert re.search("pln-language=de;.*HttpOnly", cookies[0])


def test_colours_are_kept_and_taken_back(site):
    assert "pln-look=dark" in choose(site, look="dark")[2][0]
    assert 'pln-look=""' in choose(site, look="")[2][0]


@pytest.mark.parametrize(
    "back", ["//elsewhere.test", "https://elsewhere.test", "/\\elsewhere.test", ""]
)
def test_nobody_is_led_to_another_site(site, back):
    assert choose(site, language="de", back=back)[1] == "/"


def test_an_unknown_language_is_refused(site):
    assert choose(site, language="../de")[0] == 400


def test_what_the_browser_asks_for_is_spoken_at_the_door(site):
    page = entrance(site, **{"Accept-Language": "de-AT,de;q=0.9"})
    assert '<html lang="de" dir="ltr"' in page
    assert "Beim Workshop mitmachen" in page


def test_what_was_chosen_counts_more_than_what_the_browser_asks_for(site):
    page = entrance(site, **{"Accept-Language": "de", "Cookie": "pln-language=en; pln-look=dark"})
    assert '<html lang="en" dir="ltr" data-look="dark">' in page


def test_a_cookie_that_somebody_made_up_is_of_no_effect(site):
    made_up = 'pln-language="><script>; pln-look="><script>'
    assert '<html lang="en" dir="ltr" data-look="">' in entrance(site, Cookie=made_up)
