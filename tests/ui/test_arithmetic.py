"""The card of the number under the reader's finger: colored by role, symbols left literal."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.figures.runs import SYMBOLS


def page(symbol: str, node: str) -> None:
    import numpy as np

    from figures.arithmetic import explain
    from rnn_core import model, presets
    from rnn_core.text import Vocabulary
    from ui import arithmetic

    vocabulary = Vocabulary((symbol, "a"))
    network = presets.drawn(vocabulary, 2, 1)
    run = model.run(network, np.array([[0]]), np.array([[0]]))
    arithmetic.show(explain(run, vocabulary, node))


def card(symbol: str, node: str) -> str:
    """The whole card as Markdown."""
    app = AppTest.from_function(page, args=(symbol, node), default_timeout=30).run()
    assert not app.exception
    return "\n".join(text.value for text in app.markdown)


@pytest.mark.parametrize("symbol", ["]", "[", "$", "*", "_", ":", "`", "\\", "<", "&", "|", "#"])
def test_a_symbol_that_markdown_knows_is_escaped(symbol: str) -> None:
    assert symbol in SYMBOLS
    text = card(symbol, "x.1")
    assert f"“\\{symbol}”" in text
    assert f":red[x₁\\[\\{symbol}\\] \\= 1]" in text


@pytest.mark.parametrize("symbol", ["👩\u200d🚀", "e\u0301", " "])
def test_other_symbols_stay(symbol: str) -> None:
    assert f"“{symbol.replace(' ', '␣')}”" in card(symbol, "x.1")


def test_every_part_of_a_formula_has_the_color_of_its_role_and_the_result_is_bold() -> None:
    formula = card("b", "h.1.2")
    assert re.search(r":green\[\*\*−?\d\\\.\d{3}\*\*\]\s", formula)
    assert r":red[\+ W\_xh\[2\,b\]]" in formula
    assert ":blue[**" in card("b", "y.1.1")


def test_an_arrow_shows_its_matrix_with_the_symbols_beside_it() -> None:
    app = AppTest.from_function(page, args=("]", "W_xh.1"), default_timeout=30).run()
    assert list(app.dataframe[0].value.columns) == ["]", "a"]
    assert list(app.dataframe[0].value.index) == ["1", "2"]


def test_without_a_choice_the_card_invites_to_click() -> None:
    assert "Click any number" in card("b", "nothing")
