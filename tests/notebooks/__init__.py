"""Every notebook is run again, cell by cell, and its text outputs are compared with the stored ones (nbval)."""
