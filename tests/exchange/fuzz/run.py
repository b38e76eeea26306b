"""Fuzz the reader of a format: ``python tests/exchange/fuzz/run.py vcard --seconds 600``.

Ends with 1 where bytes make it raise what it may not, take more than 5 seconds or more than 1 GB of
memory, and prints them in base64, for a test. ``--again BASE64`` reads such bytes once more.
"""

import argparse
import base64
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # for `fuzz`
from fuzz.seeds import seeds, tokens  # noqa: E402

LONGEST = 32_768  # bytes of an input
LIMITS = ("-timeout=5", "-rss_limit_mb=1024", f"-max_len={LONGEST}")


def fuzz(kind: str, seconds: int) -> int:
    """Fuzz a reader for so long, print what was found, and return how it ended."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("corpus", "found"):
            (folder / part).mkdir()
        for number, seed in enumerate(seeds(kind)):
            (folder / "corpus" / str(number)).write_bytes(seed)
        (folder / "words").write_text("".join(f'"{quoted(word)}"\n' for word in tokens(kind)))
        flags = (f"-max_total_time={seconds}", f"-dict={folder / 'words'}", *LIMITS)
        ended = start(kind, *flags, f"-artifact_prefix={folder / 'found'}/", f"{folder / 'corpus'}")
        for found in sorted((folder / "found").iterdir()):
            sys.stdout.write(f"{found.name}: {base64.b64encode(found.read_bytes()).decode()}\n")
        return ended


def again(kind: str, data: bytes) -> int:
    """Read bytes that were found once more."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "input")
        path.write_bytes(data)
        return start(kind, *LIMITS, str(path))


def start(kind: str, *flags: str) -> int:
    """Start the fuzzer in a process of its own, which it ends as it likes."""
    command = [sys.executable, str(HERE / "target.py"), kind, *flags]
    calm = ["nice", "-n", "10"] if shutil.which("nice") else []  # other tests wait for browsers
    return subprocess.run([*calm, *command], check=False).returncode


def quoted(word: str) -> str:
    """Return a word as libFuzzer's dictionaries hold it."""
    return "".join(f"\\x{byte:02X}" for byte in word.encode())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("kind")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--again", metavar="BASE64")
    asked = parser.parse_args()
    if asked.again:
        sys.exit(again(asked.kind, base64.b64decode(asked.again)))
    sys.exit(1 if fuzz(asked.kind, asked.seconds) else 0)
