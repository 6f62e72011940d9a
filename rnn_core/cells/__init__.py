"""The recurrent cells: each with its step as on the slide, a fast pass forward and one backward."""
