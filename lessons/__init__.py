"""What belongs to single lessons: a folder each, under the same names in every one."""
