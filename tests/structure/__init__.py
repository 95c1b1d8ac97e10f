"""The form of the book: every chapter has its parts, every file its size, every module its floor."""
