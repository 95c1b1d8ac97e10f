"""Sets up what the book needs to run: see `prepare.py`. Standard library only."""
