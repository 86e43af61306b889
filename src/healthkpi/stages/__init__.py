"""The steps of the pipeline, each over a workspace, each safe to repeat."""
