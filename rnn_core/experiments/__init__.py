"""What the lessons do with the networks: their experiments, still NumPy alone."""
