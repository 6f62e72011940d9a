"""The lists of planted bugs fit the sources; whether the tests catch them, their commands tell."""

from pathlib import Path

import pytest

from tests.mutation import cells, sequences
from tests.mutation.planting import ROOT, Bug

BUGS = (*cells.BUGS, *sequences.BUGS)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.what)
def test_every_bug_can_be_planted_and_asks_tests_that_exist(bug: Bug) -> None:
    for change in bug.changes:
        source = (ROOT / "rnn_core" / f"{change.module}.py").read_text(encoding="utf-8")
        assert change.right in source
        assert change.right != change.wrong
    for name in bug.tests.split():
        assert Path(ROOT / "tests" / "rnn_core" / f"test_{name}.py").exists()


@pytest.mark.parametrize("bugs", [cells.BUGS, sequences.BUGS], ids=["cells", "sequences"])
def test_the_names_of_the_bugs_tell_them_apart(bugs: tuple[Bug, ...]) -> None:
    assert len({bug.what for bug in bugs}) == len(bugs)
