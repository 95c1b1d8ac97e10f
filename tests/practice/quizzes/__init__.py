"""Questions and cards in a browser, on small pages of their own: no book needs to be built."""
