"""What every test may use."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from plnkit.journal import Journal

sys.path.insert(0, str(Path(__file__).parent))
from postgresql import address, cluster  # noqa: F401 - fixtures, for those who need a database

os.environ.setdefault("PLNKIT_STRICT", "1")  # a view that fails must fail the test
settings.register_profile(
    "plnkit",
    deadline=None,
    database=None,
    derandomize=bool(os.environ.get("CI")),  # new examples are found at a desk, not at the door
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("plnkit")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs several servers, unless it is asked for."""
    if "deploy" not in config.option.markexpr:
        apart = [item for item in items if "deploy" in item.keywords]
        items[:] = [item for item in items if item not in apart]
        config.hook.pytest_deselected(items=apart)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a book can be made."""
    return tmp_path / "book.pln"


@pytest.fixture
def journal(path: Path):
    """An empty book, open."""
    journal = Journal.open(path)
    yield journal
    journal.close()


CHROMIUM = (
    "--no-sandbox --disable-gpu --disable-quic --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
)


@pytest.fixture(scope="session")
def chromium_command():
    """How a real Chromium from the system's packages is started."""
    where = shutil.which("chromium")
    if where is None:
        assert not os.environ.get("CI"), "CI has no browser: apt-get install chromium"
        pytest.skip("no browser here: install your system's package `chromium`")
    return [where, *CHROMIUM.split()]


@pytest.fixture(scope="module")  # Playwright keeps an event loop while it is open
def chromium(chromium_command):
    """A browser for all tests of a file."""
    from playwright.sync_api import sync_playwright

    where, *args = chromium_command
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=args)
        yield browser
        browser.close()
