"""Many verdicts are counted right."""

import pytest

from datasets.scenes.exam import examine, grades
from datasets.scenes.judge import Verdict
from datasets.scenes.scene import parse


def test_shares_and_faults_by_kind() -> None:
    shown = [parse(t) for t in ("snow~red-ball~1", "snow~2~red-ball~1", "park~red-car~1")]
    said = ["a red ball in the snow", "three red balls in the snow", "a blue house at night"]
    found = examine(said, shown)
    assert found["n"] == 3
    assert found["grades"] == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3])
    assert found["by_kind"] == {"single": [0.5, 0, 0, 0.5], "count": [0, 1, 0, 0]}
    assert found["faults"] == {"count": 1, "invented": 1, "missing": 1, "place": 1}


def test_nothing_has_no_shares() -> None:
    assert grades([]) == [0, 0, 0, 0]
    assert grades([Verdict(3)]) == [0, 0, 1, 0]
