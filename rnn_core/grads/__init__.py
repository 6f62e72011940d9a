"""What is asked of gradients: through time, truncated, step by step, their norms, their check."""
