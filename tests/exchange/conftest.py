"""What the tests of files may use."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `fuzz`

HEAD = {"format": "plnkit-book", "version": 1}


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a portable file with some content, or any text, and return its path."""

    def write(text: str | bytes | None = None, **content: Any) -> Path:
        path = tmp_path / "in.json"
        body = json.dumps({**HEAD, **content}) if text is None else text
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
        return path

    return write
