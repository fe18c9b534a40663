"""The domain: pure Python, NumPy and pandas. No screen, no database, no files, no clock."""
