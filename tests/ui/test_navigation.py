"""The menu: the map and every ready lesson, once, under its section, at its own address."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.sources import ROOT
from ui.progress import Answer
from ui.registry import BY_SLUG, ready_lessons
from ui.state import Visit

Menu = dict[str, list[tuple[str, str]]]


def page(hidden: bool) -> None:
    """Ask for the menu and note what Streamlit is asked to draw."""
    from unittest.mock import patch

    import streamlit as st

    from ui import navigation

    with patch("streamlit.navigation") as asked:
        navigation.menu(hidden=hidden)
    sections = asked.call_args.args[0]
    st.session_state["menu"] = {
        section: [(entry.title, entry.url_path) for entry in entries] for section, entries in sections.items()
    }
    st.session_state["position"] = asked.call_args.kwargs["position"]


def opened(*answered: str, hidden: bool = False) -> AppTest:
    app = AppTest.from_function(page, args=(hidden,), default_timeout=30)
    app.session_state["visit"] = Visit(answers={slug: {"": Answer("yes")} for slug in answered})
    app.run()
    assert not app.exception
    return app


def menu(app: AppTest) -> Menu:
    found: Menu = app.session_state["menu"]
    return found


def test_the_menu_lists_the_map_and_every_ready_lesson_once_under_its_section() -> None:
    found = menu(opened())
    assert found.pop("") == [("The map", "")]
    assert found.pop("Reference") == [("Symbols", "notation")]
    listed = [(section, *entry) for section, entries in found.items() for entry in entries]
    assert listed == [(each.section, each.title, each.slug) for each in ready_lessons()]


def test_every_page_has_an_address_of_its_own() -> None:
    paths = [path for entries in menu(opened()).values() for _, path in entries]
    assert len(set(paths)) == len(paths) == 2 + len(ready_lessons())


def test_an_answered_lesson_has_a_tick_and_keeps_its_address() -> None:
    entries = [entry for some in menu(opened("hello")).values() for entry in some]
    assert (BY_SLUG["hello"].title + " ✓", "hello") in entries
    assert [path for title, path in entries if "✓" in title] == ["hello"]


@pytest.mark.parametrize(("hidden", "position"), [(True, "hidden"), (False, "sidebar")])
def test_the_menu_is_beside_the_page_unless_it_is_presented(hidden: bool, position: str) -> None:
    assert opened(hidden=hidden).session_state["position"] == position


def test_the_app_opens_on_the_map() -> None:
    app = AppTest.from_file(ROOT / "ui" / "main.py", default_timeout=30).run()
    assert not app.exception
    assert app.title[0].value == "Recurrent neural networks, unrolled"
