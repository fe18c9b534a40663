"""A company's own files: read within limits, recognised by their headers, checked, laid over the base data."""
