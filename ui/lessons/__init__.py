"""What single lessons keep, choose and say; what several share is in ``ui``."""
