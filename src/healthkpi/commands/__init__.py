"""What the commands of the command line share: options, talk, summaries and tables."""
