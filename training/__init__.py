"""Scripts that make the shipped models and results from nothing, each with its report."""
