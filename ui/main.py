"""The frame around every page: its title, its menu, and the page the link asks for."""

import streamlit as st

from ui import navigation, presenting

st.set_page_config(page_title="Unrolled", page_icon="🌀", layout="wide", initial_sidebar_state=212)

page = navigation.menu(hidden=presenting.active())
page.run()
