"""Each instrument by itself: in Python, and what only it can do on its page."""
