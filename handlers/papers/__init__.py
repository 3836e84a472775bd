"""Papers: documents as people file them, in Markdown and PDF."""
