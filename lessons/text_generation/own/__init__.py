"""A network that is trained on a text now."""
