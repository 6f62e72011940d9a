"""What the lesson video-to-text computes beyond the core."""
