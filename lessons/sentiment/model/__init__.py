"""What the lesson sentiment computes beyond the core."""
