"""The GRU and the vanilla RNN beside the LSTM on text: their recipe on small sizes, the card against the weights."""

from itertools import islice

import pytest

from datasets.toycode_exam import exam, score
from training import text_cells, toycode_model
from ui import shipped


@pytest.mark.parametrize("cell", text_cells.TRAINED)
@pytest.mark.parametrize("rate", text_cells.RATES)
def test_the_training_of_each_cell_learns(cell: str, rate: float) -> None:
    text, starts = toycode_model.pool(20_000)
    losses = [s.loss for s in islice(toycode_model.training(text, starts, steps=8, cell=cell, first=rate), 9)]
    assert losses[-1] < losses[0]


@pytest.mark.parametrize("cell", text_cells.TRAINED)
def test_the_shipped_networks_reach_the_held_out_scores_of_their_card(cell: str) -> None:
    known = shipped.measured("text_cells")["cells"][cell]
    _, model = shipped.model(f"text_cells_{cell}")
    assert score(model, exam("held out"))["bits"] == pytest.approx(known["held out"]["bits"], rel=1e-6)
    assert known["rate"] in text_cells.RATES


def test_the_card_says_what_was_measured() -> None:
    found = shipped.measured("text_cells")
    card = text_cells.card(found)
    assert card == (text_cells.MODELS / "text_cells.md").read_text(encoding="utf-8")
    for each in found["cells"].values():
        assert f"{each['held out']['bits']:.3f}" in card
