"""When the recorded training stands for what a link says."""

import pytest

from datasets import toycode_sample
from lessons.text_generation.model import plans as char_plans
from lessons.text_generation.own import record as own_record
from rnn_core.studies.character_training import Corpus


@pytest.mark.parametrize(
    ("trained", "leads"),
    [
        ("0:400@0.01", True),
        ("0:500@0.01_1-450:500@0.05", True),
        ("0:400@0.01_1-400:500@0.05", True),
        ("0:400@0.01_1-0:50@0.05", True),
        ("0:400@0.01_1-200:500@0.05", False),
        ("0:399@0.01", False),
        ("0:400@0.02", False),
        ("0:0@0.01", False),
    ],
)
def test_it_stands_for_plans_that_pass_its_end_and_fork_where_weights_are_kept(
    trained: str, leads: bool
) -> None:
    plans = char_plans.parse(trained)
    assert plans is not None
    assert own_record.leads_to(own_record.branch(), plans) == leads


def test_it_is_of_its_own_text_size_and_seed_only() -> None:
    sample = toycode_sample.corpus()
    assert own_record.of(sample, 64, 1) is own_record.branch()
    assert own_record.of(sample, 32, 1) is None
    assert own_record.of(sample, 64, 2) is None
    assert own_record.of(Corpus.of("another text " * 30), 64, 1) is None
