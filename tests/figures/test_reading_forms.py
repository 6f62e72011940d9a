"""A reading network's numbers are all explained, and computed from its weights by the browser as by NumPy."""

from hypothesis import given, settings

from figures.columns import View
from lessons.hello.figure import reading, writing
from rnn_core import presets, sample
from rnn_core.model import Run
from rnn_core.text import Vocabulary
from tests.explained import explanation, said, unexplained
from tests.figures.runs import runs

SLIDE = presets.hello_slide()


@settings(max_examples=15, deadline=None)
@given(runs())
def test_every_number_of_a_run_of_any_size_is_explained_and_computed(found: tuple[Run, Vocabulary]) -> None:
    run, vocabulary = found
    assert unexplained(reading(run, vocabulary, View())) == []
    written = sample.greedy(run.model, vocabulary, [vocabulary.symbols[0]], len(run.y))
    assert unexplained(writing(written, vocabulary, View(), temperature=0)) == []


def test_a_state_shows_each_product_and_what_tanh_is_taken_of() -> None:
    assert said(reading(SLIDE.run(), SLIDE.vocabulary, View()), "h.2.1").splitlines() == [
        "h at t = 2, unit 1: how this number was made",
        "h₂[1] = tanh( W_hh[1,·]·h₁ + W_xh[1,e] + b_h[1] )",
        "= tanh( 0.185·0.300 − 0.149·(−0.100) + 0.924·0.900",
        "+ 1.044 + 0.000 )",
        "= tanh( 1.946 ) = 0.960",
    ]


def test_at_the_first_step_the_recurrent_part_is_said_to_be_zero_and_why() -> None:
    assert "0 (because h₀ = 0)" in said(reading(SLIDE.run(), SLIDE.vocabulary, View()), "h.1.3")


def test_a_loss_says_its_target_and_what_guessing_costs() -> None:
    text = said(reading(SLIDE.run(), SLIDE.vocabulary, View()), "L.2.1")
    assert "the target is “l”" in text
    assert "= 2.900 nats" in text
    assert "ln 4 = 1.386" in text


def test_a_matrix_has_a_row_for_each_number_that_it_leads_to() -> None:
    found = explanation(reading(SLIDE.run(), SLIDE.vocabulary, View()), "W_hy.3")
    assert found is not None
    assert found["matrix"]["rows"] == list(SLIDE.vocabulary.symbols)
    assert found["matrix"]["columns"] == ["1", "2", "3"]
    assert found["matrix"]["entries"][3][2] == f"{SLIDE.model.readout.W_hy[3, 2]:.3f}".replace("-", "−")
