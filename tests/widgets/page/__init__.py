"""The instruments on a page, driven as readers do."""
