"""https with a certificate of one's own, or a sentence about what is wrong with it."""

import asyncio
import os
import shutil
import subprocess

import pytest
from participant import Participant
from tornado.httpclient import HTTPRequest

from plnkit.serving.tls import TlsError, context


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Return a function that makes a certificate and its key."""
    if shutil.which("openssl") is None:
        assert not os.environ.get("CI"), "CI has no openssl: apt-get install openssl"
        pytest.skip("no openssl here: install your system's package `openssl`")

    def make(name="room"):
        folder = tmp_path_factory.mktemp("tls")
        cert, key = folder / f"{name}.crt", folder / f"{name}.key"
        command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
        subprocess.run(
            [*command.split(), "-keyout", key, "-out", cert], check=True, capture_output=True
        )
        return cert, key

    return make


def test_without_files_there_is_no_https():
    assert context(None, None) is None


def test_both_files_are_needed(pair):
    cert, key = pair()
    with pytest.raises(TlsError, match="--tls-key is missing"):
        context(cert, None)
    with pytest.raises(TlsError, match="--tls-cert is missing"):
        context(None, key)


def test_a_file_that_is_not_there_is_a_sentence(pair, tmp_path):
    cert, _ = pair()
    with pytest.raises(TlsError, match=r"nothing\.key cannot be read: No such file"):
        context(cert, tmp_path / "nothing.key")
    with pytest.raises(TlsError, match="cannot be read: Is a directory"):
        context(tmp_path, tmp_path)


def test_the_key_of_another_certificate_is_a_sentence(pair):
    with pytest.raises(TlsError, match="is not the key of"):
        context(pair()[0], pair()[1])


def test_what_is_no_certificate_is_a_sentence(pair, tmp_path):
    (tmp_path / "a.crt").write_text("dear diary")
    with pytest.raises(TlsError, match="no certificate and key as PEM"):
        context(tmp_path / "a.crt", pair()[1])


def test_a_key_with_a_password_is_a_sentence_and_no_question(pair, tmp_path):
    cert, key = pair()
    locked = tmp_path / "locked.key"
    command = ["openssl", "rsa", "-aes256", "-passout", "pass:secret", "-in", key, "-out", locked]
    subprocess.run(command, check=True, capture_output=True)
    with pytest.raises(TlsError, match="without a password"):
        context(cert, locked)


@pytest.mark.slow
def test_a_workshop_over_https_lets_in_with_a_cookie_that_never_goes_over_http(workshop, pair):
    cert, key = pair()
    room = workshop("--tls-cert", str(cert), "--tls-key", str(key), PLNKIT_READY="0")
    assert room.link.startswith("https://127.0.0.1:")
    assert room.facilitator.startswith("https://127.0.0.1:")

    class Trusting(Participant):
        def request(self, address, **kwargs):
            return HTTPRequest(address, headers=self.headers, validate_cert=False, **kwargs)

    async def scene():
        person = Trusting(room.link)
        entered = await person.get(f"/{person.door}")
        return entered, await person.get("/wall/state")

    entered, wall = asyncio.run(scene())
    assert all(
        "Secure" in line for line in entered.headers.get_list("Set-Cookie") if "username" in line
    )
    assert b'"address": "https://127' in wall.body
