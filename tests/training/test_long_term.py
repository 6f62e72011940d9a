"""The script of the stored runs goes on where it stopped, and makes what is shipped."""

from pathlib import Path

import numpy as np
import pytest

from lessons.long_term.model import results
from lessons.long_term.model.results import TUNING_SEEDS, Result
from rnn_core.studies.lag_study import finished
from rnn_core.studies.lag_trial import Trial
from rnn_core.weights import flatten
from training import long_term, long_term_card

SHIPPED = results.load(long_term.FILE)
DONE = {result.trial: result for result in SHIPPED}


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The script with two tiny lags a task, writing elsewhere."""
    monkeypatch.setattr(long_term, "FILE", tmp_path / "long_term.json")
    monkeypatch.setattr(long_term, "WEIGHTS", tmp_path / "long_term.npz")
    monkeypatch.setattr(long_term, "CARD", tmp_path / "long_term.md")
    monkeypatch.setattr(long_term, "LAGS", {"first": (2,), "adding": (1,), "order": (8,)})
    monkeypatch.setattr(long_term, "TUNED_AT", {"first": 2, "adding": 1, "order": 8})
    monkeypatch.setattr(long_term, "RATES", {"adam": (0.01,), "sgd": (0.1,)})
    monkeypatch.setattr(long_term, "STEPS", {"first": 2, "adding": 2, "order": 2})
    monkeypatch.setattr(long_term, "TUNING_STEPS", 1)
    monkeypatch.setattr(long_term, "SEEDS", (1,))
    monkeypatch.setattr(long_term, "CLIPPING_LAGS", (8,))
    return tmp_path


def test_it_makes_results_networks_and_card_and_says_what_is_left(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long_term.main()
    said = capsys.readouterr().out
    assert "left, about" in said
    assert sorted(path.suffix for path in small.iterdir()) == [".json", ".md", ".npz"]
    assert len(results.load_networks(small / "long_term.npz")) == 6


def test_interrupted_it_goes_on_and_gives_the_same_scores(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_term.main()
    whole = results.load(long_term.FILE)
    results.save(long_term.FILE, whole[:20])
    (small / "long_term.npz").unlink()
    trained: list[object] = []
    train = long_term.trained

    def counted(trial: Trial) -> Result:
        trained.append(trial)
        return train(trial)

    monkeypatch.setattr(long_term, "trained", counted)
    long_term.main()
    assert len(trained) == len(whole) - 20
    again = results.load(long_term.FILE)
    assert [(r.trial, r.score, r.exams) for r in again] == [(r.trial, r.score, r.exams) for r in whole]


def test_the_shipped_results_are_all_that_the_script_would_train() -> None:
    planned = [*long_term.tuning(), *long_term.sgd_tuning(), *long_term.compared(DONE)]
    planned += [*long_term.about_clipping(DONE), *long_term.other_starts(DONE)]
    assert set(planned) == set(DONE)
    assert not set(long_term.SEEDS) & set(TUNING_SEEDS)
    assert len(long_term.SEEDS) >= 5


def test_the_shipped_card_is_that_of_the_shipped_results() -> None:
    assert long_term.CARD.read_text("utf-8") == long_term_card.card(SHIPPED)


def test_a_shipped_network_is_the_end_of_its_training() -> None:
    first = [t for t in long_term.compared(DONE) if t.seed == long_term.SEEDS[0]]
    networks = results.load_networks(long_term.WEIGHTS)
    assert set(networks) == set(first)
    quick = min(first, key=lambda trial: DONE[trial].seconds)
    again = finished(quick).snapshot.model
    np.testing.assert_allclose(flatten(networks[quick]), flatten(again), rtol=1e-6, atol=1e-9)


def test_the_whole_script_takes_less_than_half_an_hour_of_one_processor() -> None:
    assert sum(result.seconds for result in SHIPPED) < 1800
