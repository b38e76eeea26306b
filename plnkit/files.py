"""Where the notebooks and samples that travel with the package are."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def workbooks() -> Path:
    """Return the folder that holds the notebooks."""
    return _shipped("workbooks", "workbooks")


def samples() -> Path:
    """Return the folder that holds the sample books."""
    return _shipped("samples", "data/samples")


def _shipped(name: str, in_checkout: str) -> Path:
    installed = _PACKAGE / "shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / in_checkout
