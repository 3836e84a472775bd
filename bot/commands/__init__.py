"""What the command line does, one function a command; each returns the exit code."""
