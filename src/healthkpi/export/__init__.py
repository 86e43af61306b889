"""Tables to files: what columns, which rows, and how each format is written."""
