"""The stored trials of the forget bias and their card agree, and say what the lesson quotes."""

from statistics import median

from lessons.rnn_vs_lstm import cards, model
from rnn_core.studies.forget_bias import Trial, train
from training import forget_bias

CARD = (forget_bias.MODELS / "forget_bias.md").read_text(encoding="utf-8")


def test_the_card_holds_the_stored_numbers() -> None:
    outcomes = list(model.trials())
    assert len(outcomes) == len(forget_bias.BIASES) * len(forget_bias.SEEDS)
    body, again = (text.partition(" s\n")[2] for text in (CARD, forget_bias.card(outcomes, 1.0)))
    assert body == again


def test_bias_1_remembers_better_than_0_and_the_lesson_quotes_what_was_measured() -> None:
    last = {
        bias: median(one.accuracy[-1] for one in model.trials() if one.trial.bias == bias)
        for bias in forget_bias.BIASES
    }
    assert last[0.0] < 0.35 < last[1.0] < last[3.0]
    for bias, accuracy in last.items():
        assert f"Bias {bias:g}: **{accuracy:.2f}** right" in cards.cited()
    assert "Gers" in cards.cited()
    assert "Jozefowicz" in cards.cited()


def test_the_first_trial_can_be_repeated() -> None:
    stored = model.trials()[0]
    short = train(Trial(stored.trial.bias, stored.trial.seed, steps=50))
    assert short.accuracy == stored.accuracy[:3]
