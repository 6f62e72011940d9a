"""What the lesson image-captioning computes beyond the core."""
