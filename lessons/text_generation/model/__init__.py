"""What the lesson text-generation computes beyond the core."""
