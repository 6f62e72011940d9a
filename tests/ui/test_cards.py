"""Text from a reader or a network that Markdown must leave alone."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Text

from ui.cards import plain


@given(st.text())
def test_every_character_that_markdown_could_read_is_escaped_and_no_other_changed(text: str) -> None:
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

    with card("How was this number made?", "The *body*."):
        st.text("inside")
    st.text("outside")


def test_a_card_is_a_bordered_box_with_its_heading_and_its_text_first() -> None:
    app = AppTest.from_function(boxed, default_timeout=30).run()
    box, after = app.main.children.values()
    assert isinstance(box, Block)
    assert box.proto.flex_container.border
    assert [text.value for text in box.markdown] == ["###### How was this number made?\n\nThe *body*."]
    assert [text.value for text in box.text] == ["inside"]
    assert isinstance(after, Text)


def tabled() -> None:
    import streamlit as st

    from ui.cards import table

    st.markdown(table(("fact", "chance", "right"), [("color", "14", "99"), ("place", "19", "97")]))


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ("0", "| fact | chance | right |\n| --- | --- | --- |\n| color | 14 | 99 |\n"),
        ("1", ":gray[fact: chance · right]  \ncolor: 14 · 99  \n"),
    ],
)
def test_a_table_is_lines_where_a_presenters_cards_are_narrow(present: str, expected: str) -> None:
    app = AppTest.from_function(tabled, default_timeout=30)
    app.query_params["present"] = present
    app.run()
    assert str(app.markdown[0].value).startswith(expected)
