"""What every test shares: property tests that repeat themselves, and pages that open quickly."""

from collections.abc import Iterator
from functools import cache
from unittest.mock import patch

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def scan_packages_once() -> Iterator[None]:
    """Let `AppTest` look through the installed packages for components once, not at every page."""
    scan = manifest_scanner.scan_component_manifests
    with patch.object(manifest_scanner, scan.__name__, cache(scan)):
        yield
