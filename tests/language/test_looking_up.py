"""Sentences in the reader's language, their braces filled."""

import subprocess
import sys
from datetime import date, time

import pytest

from plnkit import language
from plnkit.html import h, trh, trnh
from plnkit.language import N_, Lines, Phrases, tr, trn


def test_english_stays_as_it_is_written():
    assert tr("Saved {n} things", n=1204) == "Saved 1,204 things"


def test_what_is_not_in_a_catalogue_stays_english():
    with language.speaking("de"):
        assert (
            tr("A sentence that nobody wrote {what}", what="x") == "A sentence that nobody wrote x"
        )


def test_an_unknown_language_is_english():
    with language.speaking("xx"):
        assert language.current() == "en"


def test_braces_in_what_a_user_wrote_are_text():
    assert tr("Hello {name}", name="{n}") == "Hello {n}"


def test_elements_stand_in_sentences_and_users_text_is_escaped():
    assert trh("You and {who}", who=h("bdi", "<b>")) == "You and <bdi>&lt;b&gt;</bdi>"
    assert trh("You and {who}", who="<b>") == "You and &lt;b&gt;"


def test_a_sentence_that_counts_has_its_number_as_the_language_writes_it():
    assert trnh("{n} of {what}", "{n} of {what}", 1204, what=h("b", "x")) == "1,204 of <b>x</b>"
    with language.speaking("de"):
        assert trn("{n} zzz", "{n} zzzs", 1204) == "1.204 zzzs"


def test_words_in_tables_speak_when_they_are_read():
    phrases, lines = Phrases({"a": N_("Saved")}), Lines(N_("Saved"), N_("Undo"))
    assert (phrases["a"], lines[1], list(lines[:1])) == ("Saved", "Undo", ["Saved"])
    with language.speaking(language.PSEUDO):
        assert phrases["a"] != "Saved"
        assert lines[1] != "Undo"


def test_a_server_speaks_to_each_reader_in_their_own_language():
    with language.speaking("de"):
        assert language.current() == "de"
        with language.speaking("en"):
            assert language.current() == "en"
    assert language.current() == "en"


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        ("de-CH,de;q=0.9,en;q=0.8", "de"),
        ("fr;q=1, de;q=0.5, en;q=0.8", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("de;q=zero,en", "en"),
        ("../../etc", "en"),
        ("", "en"),
    ],
)
def test_a_browser_gets_the_first_of_its_languages_that_we_have(wanted, spoken):
    assert language.negotiated(wanted) == spoken


def test_numbers_and_days_are_written_as_the_language_does():
    on = date(2026, 3, 3)
    english = (
        language.number(1234.5, 2),
        language.percent(0.583),
        language.day(on),
        language.month(on),
    )
    assert english == ("1,234.50", "58%", "3 March 2026", "March 2026")
    with language.speaking("de"):
        german = (
            language.number(1234.5, 2),
            language.percent(0.583),
            language.day(on),
            language.month(on),
        )
        assert german == ("1.234,50", "58\xa0%", "3. März 2026", "März 2026")
        assert language.time_of_day(time(14, 2)) == "14:02"
        assert language.listed(["a", "b", "c"]) == "a, b und c"


def test_a_kernel_and_a_command_line_speak_what_they_were_told(monkeypatch):
    monkeypatch.setenv("PLNKIT_LANGUAGE", "de")
    assert language.asked_for() == "de"
    monkeypatch.delenv("PLNKIT_LANGUAGE")
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    assert language.asked_for() == "de"


FROM_A_CLOSED_FOLDER = """
import os, sys
from pathlib import Path
from plnkit.language import catalogues
catalogues.FOLDER = Path(sys.argv[1])
if os.getuid() == 0:
    os.setuid(65534)
print(catalogues.is_known("C"))
"""


def test_a_folder_of_catalogues_that_is_closed_to_us_holds_no_language(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    asked = [sys.executable, "-c", FROM_A_CLOSED_FOLDER, str(closed / "locale")]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == "False\n"
