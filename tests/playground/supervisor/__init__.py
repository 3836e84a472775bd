"""The playground as a command."""
