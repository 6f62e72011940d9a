"""What stands above and beside the figures of the lesson image-captioning."""
