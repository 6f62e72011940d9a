"""Both gradients on one plot."""
