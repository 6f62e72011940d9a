"""The charts in the drawers of the lessons hold what was stored or what is on the page."""

import io

import numpy as np
import pandas as pd
import pytest

from datasets.scenes.facts import GRADE_NAMES
from lessons.hello import shown as hello
from lessons.hello.state import Hello
from lessons.image_captioning.figure import results as captions
from lessons.long_term.figure import results as long_term
from lessons.long_term.model import stored as lags
from lessons.rnn_vs_lstm import model as biases
from lessons.rnn_vs_lstm import results as forget
from lessons.sentiment.figure import space
from lessons.sentiment.model import readers
from lessons.translation.figure import results as translation
from lessons.translation.figure.lengths import NAMES
from lessons.truncated_bptt.figure import results as race
from lessons.truncated_bptt.model.race import stored
from lessons.video_to_text.figure import results as video
from ui import shipped


@pytest.mark.parametrize("comparison", ["cells", "starts", "rnn"])
def test_every_stored_run_of_a_comparison_is_in_the_chart(comparison: str) -> None:
    named = lags.compared("first", comparison)
    rows = pd.read_csv(io.StringIO(long_term.every_run(named).table))
    for place, runs in enumerate(named.values()):
        name = list(dict.fromkeys(rows["name"]))[place]
        mine = rows[rows["name"] == name]
        for lag, results in runs.items():
            scores = mine[mine.iloc[:, 2] == lag].iloc[:, 3]
            assert set(scores) <= {result.score for result in results}
            assert len(scores) == len(set(mine["run"]))


def test_the_reader_s_own_training_is_a_point_of_its_own() -> None:
    named = lags.compared("first", "cells")
    trial = next(iter(named["rnn"].values()))[0].trial
    trace = long_term.every_run(named, (trial, 0.875)).traces[-1]
    assert (trace["x"].tolist(), trace["y"].tolist()) == ([trial.lag], [0.875])


def test_every_racer_is_in_the_chart_with_all_of_its_losses() -> None:
    found = stored()
    chart = race.every_racer(found, [1.0, 0.5])
    rows = pd.read_csv(io.StringIO(chart.table))
    assert len(rows) == sum(len(each["losses"]) for each in found.racers) + 2
    assert chart.traces[-1]["y"].tolist() == [1.0, 0.5]


def test_every_network_s_scores_by_length_are_in_the_chart() -> None:
    measured = shipped.measured("translation")
    rows = pd.read_csv(io.StringIO(translation.by_length(measured).table))
    for name, (title, _) in NAMES.items():
        expected = [100 * point["exact"] for point in measured[name]["lengths"]]
        np.testing.assert_allclose(rows[rows["name"] == title].iloc[:, 3], expected)


def test_every_training_with_a_forget_bias_is_in_the_chart() -> None:
    trials = biases.trials()
    rows = pd.read_csv(io.StringIO(forget.by_bias(trials).table))
    assert len(rows) == sum(len(each.accuracy) for each in trials)
    assert len(set(rows["name"])) == len({each.trial.bias for each in trials})


def test_the_grades_of_a_captioner_add_up_to_a_hundred() -> None:
    measured = shipped.measured("image_captioning")
    rows = pd.read_csv(io.StringIO(captions.grades(measured, GRADE_NAMES).table))
    np.testing.assert_allclose(rows.iloc[:, 1:].sum(axis=1), 100, atol=0.2)
    assert "1,000 held-out pictures" in captions.words(measured)


@pytest.mark.parametrize("kind", list(video.SETS))
def test_the_facts_found_in_clips_are_the_stored_counts(kind: str) -> None:
    measured = shipped.measured("video_to_text")
    rows = pd.read_csv(io.StringIO(video.found_in(measured, kind).table))
    right, n = measured["scores"]["flow"][kind]["counts"]["object"]
    assert rows["optical flow"][0] == pytest.approx(100 * right / n)


def test_the_path_of_hello_has_a_point_for_each_state() -> None:
    found = hello.result(Hello())
    chart = hello.path(found)
    assert len(chart.traces[0]["x"]) == len(found.run.trace.h)


@pytest.mark.parametrize("reader", ["lstm", "rnn", "bag"])
def test_the_path_of_a_sentence_and_of_the_other_one_are_in_space(reader: str) -> None:
    one, other = (readers.read(reader, tuple(text.split())) for text in ("the film was good", "the film was not good"))
    assert [len(trace["x"]) for trace in space.paths(one, other).traces] == [5, 6]
    assert len(space.paths(one, None).traces) == 1
