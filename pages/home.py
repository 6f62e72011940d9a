"""The map of the lecture: every lesson under its section, with its question."""

from ui import home

home.show()
