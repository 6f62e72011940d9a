"""The recipe of the text model on small sizes, and the shipped weights against their card."""

from itertools import islice

import numpy as np
import pytest

from datasets import toycode, toycode_exam
from datasets.toycode_exam import VOCABULARY, exam
from rnn_core.model import Model
from training import toycode_card, toycode_model, toycode_scores
from training.toycode_model import WINDOW
from ui import shipped

NAME = "text_generation"


def network() -> Model:
    vocabulary, model = shipped.model(NAME)
    assert vocabulary == VOCABULARY
    found: Model = model
    return found


def test_every_window_begins_with_the_end_of_a_line_before_one_that_is_not_indented() -> None:
    text, starts = toycode_model.pool(20_000)
    batch = toycode_model.batches(text, starts)(7)
    assert batch.x.shape == (WINDOW, toycode_model.BATCH)
    assert (batch.x[0] == VOCABULARY.symbols.index("\n")).all()
    assert (batch.x[1] != VOCABULARY.symbols.index(" ")).all()
    assert (batch.x[1:] == batch.targets[:-1]).all()
    said = VOCABULARY.decode(batch.x[:, 0].tolist())
    assert said in toycode_model.training_text(20_000)


def test_the_training_learns_and_its_rate_falls_to_the_end() -> None:
    text, starts = toycode_model.pool(20_000)
    losses = [s.loss for s in islice(toycode_model.training(text, starts, steps=8), 9)]
    assert losses[-1] < losses[0]
    loop = toycode_model.training(text, starts, steps=100)
    assert loop.rate is not None
    assert loop.rate(0) == toycode_model.RATE
    assert 0 < loop.rate(100) < loop.rate(99) < loop.rate(50)


def test_the_shipped_network_reaches_the_held_out_score_of_its_card() -> None:
    known, now = shipped.measured(NAME)["held out"], toycode_exam.score(network(), exam("held out"))
    assert now["bits"] == pytest.approx(known["bits"], rel=1e-9)
    assert now["right"] == pytest.approx(known["right"], abs=1e-4)
    assert now["grammar"] == known["grammar"]
    assert now["grammar"] < now["bits"] < now["grammar"] + 0.05


@pytest.mark.slow
def test_the_shipped_cells_reach_the_scores_of_the_card_and_beat_chance_by_far() -> None:
    known, now = shipped.measured(NAME)["cells"], toycode_scores.cells(network())
    for stored, found in zip(known, now, strict=True):
        assert found["unit"] == stored["unit"]
        assert found["score"] == pytest.approx(stored["score"], abs=1e-6)
        assert found["score"] > found["typical"]
        assert found["score"] > found["chance"] + 0.1
    depth = next(each for each in now if each["mark"] == "bracket depth")
    assert depth["score"] > 0.8


def test_the_network_is_nearly_as_good_where_combinations_were_never_seen() -> None:
    known = shipped.measured(NAME)["unseen"]
    now = toycode_exam.score(network(), exam("unseen", unseen=True))
    assert now["bits"] == pytest.approx(known["bits"], rel=1e-9)
    assert now["bits"] < now["grammar"] + 0.1


def test_brackets_are_closed_by_their_own_kind_also_deeper_than_in_training() -> None:
    deeper = exam("deeper", deepest=toycode_scores.DEEPER)
    now = toycode_scores.closing(network(), deeper)
    assert now == shipped.measured(NAME)["closing deeper"]
    beyond = [each for each in now if each["depth"] > toycode.DEEPEST]
    assert sum(each["brackets"] for each in beyond) > 50
    assert sum(each["right"] for each in beyond) > 0.8 * sum(each["brackets"] for each in beyond)


def test_counting_what_follows_learns_from_the_counts() -> None:
    text, _ = toycode_model.pool(30_000)
    test = exam("held out", n=4, length=100)
    few, many = (toycode_scores.markov_bits(text, test, order) for order in (0, 3))
    assert 1 < many < few < np.log2(len(VOCABULARY))


def test_lines_are_graded_by_brackets_and_strings() -> None:
    found = toycode_scores.grammatical(['f(1)\n"a\n', "g([2)\n"])
    assert found == {"lines": 3, "balanced": 2 / 3, "strings end": 2 / 3, "both": 1 / 3}


def test_the_card_says_what_was_measured() -> None:
    measured = shipped.measured(NAME)
    card = (shipped.MODELS / f"{NAME}.md").read_text(encoding="utf-8")
    assert card == toycode_card.card(measured)
    assert f"**{measured['held out']['bits']:.3f}**" in card
    assert len(measured["failures"]) >= 2


def test_the_weights_are_small() -> None:
    assert (shipped.MODELS / f"{NAME}.npz").stat().st_size < 100_000
    assert measured_weights() == network_size()


def measured_weights() -> int:
    found: int = shipped.measured(NAME)["weights"]
    return found


def network_size() -> int:
    model = network()
    return sum(a.size for a in (model.cell.W, model.cell.b, model.readout.W_hy, model.readout.b_y))
