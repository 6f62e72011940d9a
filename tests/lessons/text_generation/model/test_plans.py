"""What a link says of a training: it comes out as it went in, and nonsense is refused."""

import pytest

from lessons.text_generation.model import plans as links
from lessons.text_generation.model.plans import MOST_STEPS, Plan


def test_plans_go_into_a_link_and_come_out_again() -> None:
    plans = (Plan(-1, 0, 0.01, 400), Plan(0, 200, 0.003, 500), Plan(1, 250, 0.05, 300))
    assert links.parse(links.show(plans)) == plans
    assert links.show(plans[:2]) == "0:400@0.01_1-200:500@0.003"


@pytest.mark.parametrize(
    "text",
    [
        "", "400", "0:x@1", "0:400@nan", "0:400@99", "5:400@0.1", f"0:{MOST_STEPS + 1}@0.1",
        "0:400@0.1_2-200:500@0.1", "0:400@0.1_1-450:500@0.1", "0:400@0.1_1-33:500@0.1",
        "1-0:400@0.1", "0:400@0.1_" * 9, "0:-5@0.1", "0:400@0.1_1-200:500@0.1_2-50:300@0.1",
    ],
)  # fmt: skip
def test_a_malformed_link_is_refused(text: str) -> None:
    assert links.parse(text) is None
