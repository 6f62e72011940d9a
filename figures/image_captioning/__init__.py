"""A picture and its sentence, drawn."""
