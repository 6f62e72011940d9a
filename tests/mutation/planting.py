"""Bugs that are planted into a copy of the sources, one at a time, and the test that finds each.

A bug that no test of the named files notices is a hole in the tests.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Change(NamedTuple):
    """Text of a module of rnn_core before and after; all its places are changed."""

    module: str
    right: str
    wrong: str


class Bug(NamedTuple):
    """What goes wrong, by which changes, and the test files to ask in turn."""

    what: str
    tests: str
    changes: tuple[Change, ...]


def source_of(module: str, home: Path) -> Path:
    """The file of the core's ``module``, in any of its folders; ValueError if not just one."""
    [path] = (home / "rnn_core").rglob(f"{module}.py")
    return path


def file_of_tests(name: str, home: Path) -> Path:
    """The file of the tests ``name`` of the core; ValueError if not just one."""
    [path] = (home / "tests" / "rnn_core").rglob(f"test_{name}.py")
    return path


def caught_by(bug: Bug, home: Path) -> str | None:
    """The first test that fails with the bug in place, None if all pass."""
    before: dict[Path, str] = {}
    for change in bug.changes:
        path = source_of(change.module, home)
        source = path.read_text(encoding="utf-8")
        before.setdefault(path, source)
        if change.right not in source:
            raise ValueError(f"{change.module} must hold {change.right!r} for {bug.what!r}")
        path.write_text(source.replace(change.right, change.wrong), encoding="utf-8")
    files = [str(file_of_tests(name, home)) for name in bug.tests.split()]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *files],
        cwd=home, capture_output=True, text=True, check=False,
    )  # fmt: skip
    for path, source in before.items():
        path.write_text(source, encoding="utf-8")
    found = re.search(r"^(?:FAILED|ERROR) \S+?(?:::(\S+))?(?: |$)", run.stdout, re.MULTILINE)
    return (found.group(1) or "import") if found else None


def report(bugs: Sequence[Bug], asked: str) -> int:
    """Print one line for each of the bugs whose name contains what is asked; 1 if any escaped."""
    escaped = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for part in ("rnn_core", "tests/rnn_core"):
            shutil.copytree(ROOT / part, home / part)
        shutil.copy(ROOT / "pyproject.toml", home)
        for bug in bugs:
            if asked in bug.what:
                test = caught_by(bug, home)
                escaped += test is None
                sys.stdout.write(f"{bug.what:50} {test or 'ESCAPED'}\n")
                sys.stdout.flush()
    return min(escaped, 1)
