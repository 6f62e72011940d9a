"""Questions put to networks: probes, comparisons and trainings that lessons and scripts share."""
