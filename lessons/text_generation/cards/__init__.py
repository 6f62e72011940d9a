"""What stands beside the figure of the lesson text-generation."""
