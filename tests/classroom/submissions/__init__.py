"""Submissions of every kind that a batch must get through, with the points that each must get."""
