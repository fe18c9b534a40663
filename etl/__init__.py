"""The write side: public files to `data/`, and `data/` to the published database."""
