"""The lesson that the documents write down works as it stands there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import ROOT

FILE = re.compile(r"^`([\w/]+\.py)`[^\n]*\n\n```python\n(.*?)```", re.MULTILINE | re.DOTALL)
PLACES = (
    "ui", "lessons", "figures", "rnn_core", "datasets", "pages", "models", "assets", "tests", "tools", "pyproject.toml"
)  # fmt: skip
VISIT = """
from streamlit.testing.v1 import AppTest

at = AppTest.from_file("ui/main.py", default_timeout=30).run()
at.switch_page("../pages/decay.py").run()
assert not at.exception, at.exception
from tests.pages.conftest import press

press(at, "decay.guide", "Skip")
press(at, "decay.guide", "Next")
assert not at.exception, at.exception
for key in ("take_home_drawer", "code_drawer"):
    at.button(key=key).click().run()
    assert not at.exception, at.exception
"""


TRUE = "decay and not accepted"
"""All that a script keeps, but for what `make promote` writes."""


@pytest.mark.slow
def test_the_lesson_of_the_document_runs_and_keeps_the_rules(tmp_path: Path) -> None:
    for place in PLACES:
        copy = shutil.copytree if (ROOT / place).is_dir() else shutil.copy
        copy(ROOT / place, tmp_path / place)
    files = dict(FILE.findall((ROOT / "docs" / "adding-a-lesson.md").read_text(encoding="utf-8")))
    entry = files.pop("ui/registry.py")
    registry = tmp_path / "ui" / "registry.py"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace("LESSONS = (\n", f"LESSONS = (\n    {entry.strip()},\n", 1), encoding="utf-8")
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(files) == 9
    for command in (
        ["-m", "ruff", "check", *files],
        ["-c", VISIT],
        ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/pages/test_decay.py"],
        ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/ui/guide/test_scripts.py", "-k", TRUE],
    ):
        ran = subprocess.run([sys.executable, *command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
