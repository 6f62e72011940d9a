"""The app with every stored model in memory stays small."""

import subprocess
import sys

import pytest

from tests.sources import ROOT

MOST_MB = 300
LOADED = """\
import importlib, pkgutil
import psutil
import datasets, figures, lessons, ui
from ui import shipped

for package in (figures, datasets, ui, lessons):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if module.name != "ui.main":
            importlib.import_module(module.name)
for file in sorted(shipped.MODELS.glob("*.npz")):
    shipped.model(file.stem)
print(psutil.Process().memory_info().rss / 1e6)
"""


@pytest.mark.slow
def test_a_process_that_has_imported_everything_and_loaded_every_model_is_below_300_mb() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert float(printed.split()[-1]) <= MOST_MB
