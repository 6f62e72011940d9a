"""What stands beside the figure of the lesson truncated-bptt."""
