"""What the lesson gradient-flow computes beyond the core."""
