"""The frame around every page: its title, its menu, and the page the link asks for."""

from pathlib import Path

import streamlit as st

from ui import embedding, navigation, presenter, turns
from ui.components import frame

ASSETS = Path(__file__).resolve().parents[1] / "assets"

st.set_page_config("Unrolled", str(ASSETS / "icon.svg"), "wide", initial_sidebar_state=212)
alone = presenter.active() or embedding.active()
if not alone:
    st.logo(ASSETS / "logo.svg", size="medium")

page = navigation.menu(hidden=alone)
frame.mount(presenting=presenter.active(), embedded=embedding.active())
with turns.turn(page.url_path):
    page.run()
