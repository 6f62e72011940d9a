"""What the lesson long-term computes beyond the core: stored runs, and one network on one sequence."""
