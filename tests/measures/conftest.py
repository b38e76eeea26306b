"""Ego networks drawn at random, and the same ones as other libraries know them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # for `networks`
