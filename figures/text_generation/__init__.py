"""What the lesson on text draws: a text in colored cells, and a training with its branches."""
