"""plotly.js as the installed package brings it: where the app serves it, and as which file."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

ADDRESS = f"vendor/plotly-{version('plotly')}.min.js"
"""Relative to the app; another version has another address, so that a browser may keep it for good."""


def file() -> Path:
    """The file, found without loading the package."""
    found = find_spec("plotly")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "package_data" / "plotly.min.js"
