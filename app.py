"""The server's entry: the app, and what it does once before the first visitor comes."""

from streamlit import App

from server.warmup import warm_up

app = App("ui/main.py", lifespan=warm_up)
