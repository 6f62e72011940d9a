"""Files: the same bits back, resumable, and every kind of damage refused by name."""

import io
import json
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_core import presets, store, tasks
from rnn_core.batches import fresh
from rnn_core.cells.deep import DeepParams
from rnn_core.cells.lstm import LSTMParams
from rnn_core.loop import Loop, Snapshot
from rnn_core.model import Model
from rnn_core.optim import SGD, Adagrad, Adam, Optimizer
from rnn_core.readout import ReadoutParams
from rnn_core.text import Vocabulary
from rnn_core.train import minibatches
from rnn_core.types import Array
from rnn_core.vision import Convolution, Dense, Network
from rnn_core.weights import flatten, named
from tests.rnn_core.sequences import captioner_of, case, cases, seq2seq_of


def lstm_with_embedding(seed: int = 0) -> Model:
    rng = np.random.default_rng(seed)
    cell = LSTMParams(0.5 * rng.standard_normal((16, 4 + 3)), rng.standard_normal(16))
    return Model(cell, ReadoutParams(rng.standard_normal((4, 4)), np.zeros(4)), np.ones((8, 3)))


def training(optimizer: Optimizer) -> Loop:
    task = tasks.TemporalOrder(8)
    batches = fresh(lambda rng: task.batch(rng, 5), seed=3)
    return minibatches(lstm_with_embedding(), batches, optimizer, clip=1.0)


def bits(snapshot: Snapshot[Any]) -> tuple[Any, ...]:
    arrays = (flatten(snapshot.model), *snapshot.state.moments)
    numbers = snapshot.step, snapshot.state.step, snapshot.loss, snapshot.grad_norm
    return *numbers, *(array.tobytes() for array in arrays)


def saved(thing: Any, dtype: Any = None) -> io.BytesIO:
    file = io.BytesIO()
    store.save(file, thing, dtype)
    file.seek(0)
    return file


def changed(file: io.BytesIO, **arrays: Array | None) -> io.BytesIO:
    """The file with arrays replaced (dots written as __) or left out, the rest untouched."""
    with np.load(file) as archive:
        kept: dict[str, Any] = dict(archive)
    for name, array in arrays.items():
        if array is None:
            del kept[name.replace("__", ".")]
        else:
            kept[name.replace("__", ".")] = array
    again = io.BytesIO()
    np.savez_compressed(again, **kept)
    again.seek(0)
    return again


@pytest.mark.parametrize("optimizer", [SGD(0.1), Adagrad(0.1), Adam(0.01)])
def test_a_training_resumed_from_a_file_gives_the_same_bits(optimizer: Optimizer, tmp_path: Path) -> None:
    whole = list(islice(training(optimizer), 12))
    store.save(tmp_path / "here.npz", whole[5])
    again = store.load(tmp_path / "here.npz")
    assert bits(again) == bits(whole[5])
    resumed = list(islice(training(optimizer).resume(again), 6))
    assert [bits(one) for one in resumed] == [bits(one) for one in whole[6:]]


def test_every_kind_of_thing_comes_back_as_it_was() -> None:
    convolution = Convolution(np.ones((2, 3, 3, 3), np.float32), np.zeros(2, np.float32), 2, 1)
    dense = Dense(np.ones((2, 8)), np.arange(2.0))
    things = (
        presets.hello_slide().model,
        Vocabulary.of("hello 👩‍🎓é"),
        Network((convolution,), dense, dense),
        (np.arange(3), None, True, 7, 0.1, "text"),
    )
    assert np.array_equal(store.load(saved(np.eye(2))), np.eye(2))
    again = store.load(saved(things))
    assert again[0].E is None
    assert again[1].symbols == things[1].symbols
    assert (again[2].convolutions[0].stride, again[2].convolutions[0].padding) == (2, 1)
    assert again[2].convolutions[0].W.dtype == np.float32
    assert again[3][1:] == things[3][1:]
    for name, array in named((again[0], again[3][0])).items():
        assert np.array_equal(array, named((things[0], things[3][0]))[name])


@pytest.mark.parametrize("name", cases("seq2seq") + cases("caption"))
def test_encoders_decoders_and_captioners_come_back_as_they_were(name: str) -> None:
    network = (captioner_of if name.startswith("caption") else seq2seq_of)(case(name))[0]
    again = store.load(saved(network))
    assert type(again) is type(network)
    assert list(named(again)) == list(named(network))
    assert flatten(again).tobytes() == flatten(network).tobytes()


def test_a_stack_of_layers_comes_back_as_it_was() -> None:
    rng = np.random.default_rng(0)
    layers = (LSTMParams(rng.random((8, 5)), rng.random(8)), LSTMParams(np.ones((8, 4)), np.ones(8)))
    model = Model(DeepParams(layers), ReadoutParams(np.ones((3, 2)), np.ones(3)))
    again = store.load(saved(model))
    assert type(again.cell.layers[1]) is LSTMParams
    assert flatten(again).tobytes() == flatten(model).tobytes()


def test_half_precision_takes_a_quarter_of_the_space_and_comes_back_as_float64() -> None:
    model = presets.drawn(Vocabulary.of("the quick brown fox"), 32, 0)
    full, half = saved(model), saved(model, np.float16)
    assert half.getbuffer().nbytes < 0.4 * full.getbuffer().nbytes
    again = store.load(half)
    assert again.cell.W_hh.dtype == np.float64
    np.testing.assert_allclose(again.cell.W_hh, model.cell.W_hh, rtol=1e-3, atol=1e-7)
    with pytest.raises(ValueError, match="0 must be finite everywhere, got inf"):
        saved((np.array([1e6]),), np.float16)


def test_a_file_holds_no_objects() -> None:
    with np.load(saved(next(iter(training(Adam(0.1))))), allow_pickle=False) as archive:
        kinds = {archive[name].dtype.kind for name in archive.files}
        assert {"model.cell.W", "model.E", "state.moments.1"} <= set(archive.files)
    assert kinds == {"f", "u"}


def test_a_file_cut_short_anywhere_is_refused() -> None:
    whole = saved(lstm_with_embedding()).getvalue()
    for length in [0, 1, 30, *range(100, len(whole), 97), len(whole) - 1]:
        with pytest.raises(ValueError, match=r"file must be a complete \.npz"):
            store.load(io.BytesIO(whole[:length]))


def test_a_file_with_any_flipped_byte_is_refused_or_unharmed() -> None:
    model = lstm_with_embedding()
    whole = bytearray(saved(model).getvalue())
    refused = 0
    for place in range(0, len(whole), 13):
        damaged = whole.copy()
        damaged[place] ^= 0x10
        try:
            again = store.load(io.BytesIO(bytes(damaged)))
        except ValueError:
            refused += 1
        else:
            assert flatten(again).tobytes() == flatten(model).tobytes()
    assert refused > 0.5 * len(whole) / 13


def test_each_kind_of_tampering_is_named() -> None:
    model = lstm_with_embedding()
    with pytest.raises(ValueError, match=r"file must hold the array cell\.W, it is missing"):
        store.load(changed(saved(model), cell__W=None))
    with pytest.raises(ValueError, match=r"got the array extra as well"):
        store.load(changed(saved(model), extra=np.ones(2)))
    with pytest.raises(ValueError, match="do not match the digest"):
        store.load(changed(saved(model), cell__b=np.zeros(16)))
    with pytest.raises(ValueError, match="do not match the digest"):
        store.load(changed(saved(model), cell__b=np.zeros(12)))
    with pytest.raises(ValueError, match="file must hold the array description"):
        store.load(changed(saved(model), description=None))
    with pytest.raises(ValueError, match="description must be what save writes"):
        store.load(changed(saved(model), description=np.frombuffer(b"[1]", np.uint8)))


def rewritten(model: Model, edit: Any) -> io.BytesIO:
    """A file whose description was edited, with a digest that fits again."""
    file = saved(model)
    with np.load(file) as archive:
        arrays = dict(archive)
    description = json.loads(arrays.pop("description").tobytes())
    del description["digest"]
    edit(description, arrays)
    description["digest"] = store._digest(description, arrays)
    text = np.frombuffer(json.dumps(description).encode(), np.uint8)
    again = io.BytesIO()
    np.savez_compressed(again, allow_pickle=False, description=text, **arrays)
    again.seek(0)
    return again


def test_a_file_made_to_fit_still_makes_nothing_but_networks_that_fit_together() -> None:
    model = lstm_with_embedding()

    def foreign(description: Any, _: Any) -> None:
        description["thing"]["class"] = "Popen"

    def unknown_field(description: Any, _: Any) -> None:
        description["thing"]["fields"]["extra"] = {"value": 1}

    def smaller(_: Any, arrays: Any) -> None:
        arrays["cell.b"] = np.zeros(12)

    def smaller_everywhere(description: Any, arrays: Any) -> None:
        arrays["cell.b"] = np.zeros(12)
        description["thing"]["fields"]["cell"]["fields"]["b"]["shape"] = [12]

    def no_thing(description: Any, _: Any) -> None:
        del description["thing"]

    def no_such_dtype(description: Any, _: Any) -> None:
        description["dtypes"]["cell.b"] = "strange"

    for edit in (no_thing, no_such_dtype):
        with pytest.raises(ValueError, match="description must be what save writes"):
            store.load(rewritten(model, edit))
    with pytest.raises(ValueError, match=r"class must be one of .* got Popen"):
        store.load(rewritten(model, foreign))
    with pytest.raises(ValueError, match=r"Model must have .* got .*extra"):
        store.load(rewritten(model, unknown_field))
    with pytest.raises(ValueError, match=r"cell\.b must have shape \(16,\), got \(12,\)"):
        store.load(rewritten(model, smaller))
    with pytest.raises(ValueError, match=r"b must have shape \(16,\), got \(12,\)"):
        store.load(rewritten(model, smaller_everywhere))


def test_pickled_objects_and_things_of_unknown_kind_are_refused() -> None:
    file = io.BytesIO()
    np.savez(file, description=np.array([{"a": 1}], dtype=object))
    file.seek(0)
    with pytest.raises(ValueError, match=r"file must be a complete \.npz of plain arrays"):
        store.load(file)
    with pytest.raises(ValueError, match="1 must be of a known kind, got dict"):
        saved((np.ones(1), {}))


def test_one_bare_array_or_a_text_is_refused() -> None:
    bare = io.BytesIO()
    np.save(bare, np.ones(3))
    bare.seek(0)
    for file in (bare, io.BytesIO(b"not an archive"), io.BytesIO(b"PK" + bytes(90))):
        with pytest.raises(ValueError, match=r"file must be a complete \.npz"):
            store.load(file)


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    file = saved((np.zeros(1 << 20),))
    assert file.getbuffer().nbytes < 1 << 14
    with pytest.raises(ValueError, match=r"got: 8\d{6} bytes, of 1048576 at most"):
        store.load(file, most_bytes=1 << 20)


def test_a_file_that_is_not_there_stays_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        store.load(tmp_path / "none.npz")
