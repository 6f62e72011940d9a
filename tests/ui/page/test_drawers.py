"""A computed proof, the code that ran."""

import inspect

from rnn_core import readout
from rnn_core.cells import rnn
from tests.ui.page.page import opened


def test_the_proof_is_computed_only_when_asked_for_and_shows_the_worst_error() -> None:
    app = opened()
    assert "checked" not in app.session_state
    app.button(key="proof_drawer").click().run()
    assert app.session_state["checked"] == 1
    shown = "\n".join(text.value for text in app.markdown)
    assert "Largest relative error, on the model on the screen: **3·10⁻¹⁰**" in shown
    assert app.table[0].value["relative error"].tolist() == ["3·10⁻¹⁰", "5·10⁻¹²"]


def test_the_code_shown_is_the_source_of_what_ran() -> None:
    app = opened()
    assert not app.code
    app.button(key="code_drawer").click().run()
    shown = [code.value.rstrip() for code in app.code]
    assert shown == [inspect.getsource(f).rstrip() for f in (rnn.step, readout.forward)]
    assert "`rnn_core.cells.rnn.step`" in [caption.value for caption in app.caption]
