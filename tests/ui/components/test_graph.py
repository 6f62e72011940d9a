"""What the graph component refuses and what it sends."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ui.components.payload import decode, encode


def test_a_nan_is_refused_with_its_place() -> None:
    payload = {"nodes": [{"values": [0.5]}, {"values": [0.1, float("nan")]}]}
    with pytest.raises(ValueError, match=r"payload\['nodes'\]\[1\]\['values'\]\[1\] is nan"):
        encode(payload)


def test_a_numpy_number_that_json_cannot_carry_is_refused_with_its_place() -> None:
    with pytest.raises(TypeError, match=r"payload\['start'\] is np.int64\(3\)"):
        encode({"width": 10.0, "start": np.int64(3)})


def test_an_array_of_other_numbers_than_float64_is_refused_with_its_place() -> None:
    with pytest.raises(TypeError, match=r"payload\['nodes'\] is array"):
        encode({"nodes": np.zeros(2, np.int64)})


@pytest.mark.parametrize("title", ["", "a", "ab", "abc", "é", "👩‍🚀"])
def test_arrays_travel_bit_for_bit_behind_a_text_of_any_length(title: str) -> None:
    arrays = [np.array([[0.1, -0.0], [1e-308, np.nan]]), np.zeros((0, 3)), np.arange(6.0).reshape(2, 3).T]
    sent = decode(encode({"title": title, "tables": [{"values": array} for array in arrays]}))
    assert sent["title"] == title
    for array, found in zip(arrays, sent["tables"], strict=True):
        assert found["values"].tobytes() == np.ascontiguousarray(array).tobytes()


def test_symbols_of_any_script_are_carried_as_they_are() -> None:
    texts = ["<b>", "👩‍🚀", "é", '"', "\\"]
    assert decode(encode({"texts": texts}))["texts"] == texts


def mount_one() -> None:
    from figures.graph import Cell, Graph, Node
    from figures.payload import as_data
    from ui.components import graph

    node = Node("h.1", "hidden", 50, 50, 60, 20, (Cell("0.3"),))
    graph.mount(as_data(Graph(100, 100, (node,))), key="g", present=True)


def test_mounting_sends_the_graph_once() -> None:
    app = AppTest.from_function(mount_one, default_timeout=30).run()
    assert not app.exception
    sent = [element.proto.bytes for element in app.main.children.values() if element.type == "bidi_component"]
    assert len(sent) == 1
    graph: dict[str, Any] = decode(sent[0])
    assert graph["nodes"][0]["texts"] == ["0.3"]
    assert graph["present"] is True
