"""Windows, scissors and the race, drawn."""
