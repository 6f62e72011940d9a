"""What the lesson long-term computes beyond the core."""
