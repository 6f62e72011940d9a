"""Small drawn scenes, the facts they are made from, sentences about them, and who grades those."""
