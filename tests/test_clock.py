"""The reader's zone."""

import os
import subprocess
import sys

import pytest

from plnkit import clock

AT_HOME = """
from datetime import datetime
from plnkit import clock
clock.settle("Pacific/Kiritimati")
first = clock.today()
clock.settle("Pacific/Pago_Pago")
print(clock.zone(), (first - clock.today()).days)
"""


@pytest.fixture(autouse=True)
def _nobody(monkeypatch):
    monkeypatch.setattr(clock, "_zone", "")


def test_a_zone_is_kept_as_the_browser_says_it():
    clock.settle("Europe/Copenhagen")
    assert clock.zone() == "Europe/Copenhagen"


@pytest.mark.parametrize(
    "name", ["", "Nowhere/At_All", "../../etc/passwd", "/etc/localtime", "x\0"]
)
def test_what_is_no_zone_changes_nothing(name):
    clock.settle("Europe/Copenhagen")
    clock.settle(name)
    assert clock.zone() == "Europe/Copenhagen"


@pytest.mark.skipif(os.name != "posix", reason="a process cannot change its zone there")
def test_in_a_page_of_a_server_the_day_is_the_readers():
    env = {**os.environ, "PLNKIT_PAGE": "1"}
    said = subprocess.run(
        [sys.executable, "-c", AT_HOME], env=env, capture_output=True, text=True, check=False
    )
    zone, days = said.stdout.split()
    assert zone == "Pacific/Pago_Pago"
    assert days in {"1", "2"}, (
        said.stderr
    )  # from ten to eleven in Greenwich there are three days on earth
