"""What chapters define is held equal to the package and to PyTorch."""
