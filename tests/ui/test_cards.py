"""Text from a reader or a network that Markdown must leave alone."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from ui.cards import plain


@given(st.text())
def test_every_character_that_markdown_could_read_is_escaped_and_no_other_changed(
    text: str,
) -> None:
    rest, found = plain(text), ""
    while rest:
        if rest[0] == "\\":
            assert rest[1] in string.punctuation
            found, rest = found + rest[1], rest[2:]
        else:
            assert rest[0] not in string.punctuation
            found, rest = found + rest[0], rest[1:]
    assert found == text


@pytest.mark.parametrize("symbol", ["]", "*", "$", "_", "`", "\\", ":", "<", "|", "~"])
def test_markup_becomes_literal(symbol: str) -> None:
    assert plain(f"a{symbol}b") == f"a\\{symbol}b"


@pytest.mark.parametrize("symbol", ["é", "👩‍🚀", "🇨🇦", "−", " ", "“", "字"])
def test_letters_of_any_script_stay(symbol: str) -> None:
    assert plain(symbol) == symbol


def boxed() -> None:
    import streamlit as st

    from ui.cards import card

    with card("How was this number made?"):
        st.markdown("inside")
    st.markdown("outside")


def test_a_card_is_a_bordered_box_with_its_heading_first() -> None:
    app = AppTest.from_function(boxed).run()
    assert [text.value for text in app.markdown] == [
        "###### How was this number made?",
        "inside",
        "outside",
    ]
    box = app.main.children[0]
    assert box.proto.flex_container.border
    assert len(box.children) == 2
