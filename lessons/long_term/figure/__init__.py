"""What the lesson long-term draws."""
