"""The catalogues: whole, compiled, and with the same braces as the English."""

import re

import pytest

from plnkit import language
from plnkit.language import keeping

CODES = sorted(path.name for path in keeping.FOLDER.iterdir())
FOUND = keeping.found()


def messages(code):
    return [message for message in keeping.read(code) if message.id]


def braces(text):
    return set(re.findall(r"\{(\w*)", text))


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_of_the_code_is_translated(code):
    said = {
        (m.id, m.context) for m in messages(code) if all(m.string if m.pluralizable else [m.string])
    }
    missing = [m.id for m in FOUND if m.id and (m.id, m.context) not in said]
    assert missing == []


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_translated_that_nobody_says(code):
    there = {(m.id, m.context) for m in FOUND}
    assert [m.id for m in messages(code) if (m.id, m.context) not in there] == []


@pytest.mark.parametrize("code", CODES)
def test_translations_have_the_braces_of_the_english(code):
    for message in messages(code):
        ids = message.id if message.pluralizable else (message.id,)
        texts = message.string if message.pluralizable else (message.string,)
        wanted = braces("".join(ids))
        for text in texts:
            assert wanted - {"n"} <= braces(text) <= wanted, message.id


@pytest.mark.parametrize("code", CODES)
def test_what_is_looked_up_is_what_the_catalogue_says(code):
    kept = (keeping.FOLDER / code / "LC_MESSAGES" / "plnkit.mo").read_bytes()
    assert kept == keeping.compiled(keeping.read(code)), "run python -m plnkit.language.keeping"


def test_scripts_are_told_their_sentences_and_english_needs_none():
    assert language.for_scripts() == {}
    with language.speaking("de"):
        words = language.for_scripts()
    assert words["Saved"] == "Gespeichert"
    assert words["{n} member."].keys() == {"one", "other"}


def test_the_pseudo_language_leaves_no_latin_letter_of_ours():
    with language.speaking(language.PSEUDO):
        assert not re.search("[A-Za-z]", language.tr("Saved, as of now"))
        assert language.tr("Hello {name}", name="Ann").endswith("Ann")
    assert language.direction(language.PSEUDO) == "rtl"
