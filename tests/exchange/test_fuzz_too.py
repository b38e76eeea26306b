"""Every reader under a fuzzer that sees what its bytes reach: the other half.

`pytest -m long` gives each ten minutes.
"""

import pytest
from fuzz.judging import HALVES, fuzzed, seconds

pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.mark.parametrize("kind", HALVES[1])
def test_nothing_but_a_sentence_comes_of_any_bytes(kind, pytestconfig):
    fuzzed(kind, seconds(pytestconfig, kind))
