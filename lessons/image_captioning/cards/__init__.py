"""What stands beside the figure of the lesson image-captioning."""
