"""The lists of planted bugs fit the sources; whether the tests catch them, their commands tell."""

import pytest

from tests.mutation import cells, sequences
from tests.mutation.planting import ROOT, Bug, file_of_tests, source_of

BUGS = (*cells.BUGS, *sequences.BUGS)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.what)
def test_every_bug_can_be_planted_and_asks_tests_that_exist(bug: Bug) -> None:
    for change in bug.changes:
        source = source_of(change.module, ROOT).read_text(encoding="utf-8")
        assert change.right in source
        assert change.right != change.wrong
    for name in bug.tests.split():
        assert file_of_tests(name, ROOT).exists()


@pytest.mark.parametrize("bugs", [cells.BUGS, sequences.BUGS], ids=["cells", "sequences"])
def test_the_names_of_the_bugs_tell_them_apart(bugs: tuple[Bug, ...]) -> None:
    assert len({bug.what for bug in bugs}) == len(bugs)
