"""What every browser test needs: the built site under a sub-path, and a page that watches for faults.

Tests of the pages and of the instruments import the fixtures of `tests.browser.fixtures` in their ``conftest.py``.
"""
