"""The page with all symbols."""

from streamlit.testing.v1 import AppTest

from rnn_core.notation import SYMBOLS
from tests.sources import ROOT


def test_every_symbol_stands_in_the_table_typeset_named_and_explained() -> None:
    at = AppTest.from_file(ROOT / "ui" / "main.py", default_timeout=60).run()
    at.switch_page("../pages/notation.py").run()
    assert not at.exception
    (table,) = (text.value for text in at.markdown if text.value.startswith("| symbol"))
    lines = table.splitlines()[2:]
    assert len(lines) == len(SYMBOLS)
    for symbol, line in zip(SYMBOLS, lines, strict=True):
        assert line.startswith(f"| ${symbol.latex}$ | {symbol.name} | {symbol.meaning} |")
