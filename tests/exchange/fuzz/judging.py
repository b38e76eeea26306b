"""What the tests of fuzzing share: which readers there are, and what became of one under the fuzzer."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from plnkit.exchange.incoming import FORMATS

EXTRA = ("sheet", "incoming")  # the XML inside a workbook of Excel; all of it, in an archive, too
TARGETS = (*FORMATS, *EXTRA)
HALVES = (TARGETS[0::2], TARGETS[1::2])  # two files of tests, for two workers
RUN = Path(__file__).with_name("run.py")


def seconds(config: pytest.Config, kind: str) -> int:
    """Return how long a reader is fuzzed: 10 seconds, or ten minutes where `-m long` asks."""
    if config.option.markexpr == "long":
        return 600
    return 5 if kind in EXTRA else 10


def fuzzed(kind: str, seconds: int) -> None:
    """Fuzz a reader; what is found is in the message of the assertion, to become a test."""
    _need_atheris()
    ended = subprocess.run(
        [sys.executable, str(RUN), kind, "--seconds", str(seconds)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=seconds * 2 + 120,
    )
    said = ended.stdout + ended.stderr[-6000:]
    assert ended.returncode == 0, said
    runs = re.search(r"Done (\d+) runs", ended.stderr)
    assert runs, said
    assert int(runs[1]) > 20, "it did not get beyond the files that it began with"


def _need_atheris() -> None:
    if importlib.util.find_spec("atheris"):
        return
    meant = sys.platform == "linux" and sys.version_info < (3, 14)
    assert not (os.environ.get("CI") and meant), "CI has no atheris: install the test extra"
    pytest.skip("no atheris here: it is made for Linux, and Python before 3.14")
