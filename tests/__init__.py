"""Tests, as the source is laid out; beside it dialogue/, engine/, stories/ and browser/."""

import os

for library in ("OPENBLAS", "OMP"):  # numpy asks when it is imported; its threads wait by spinning
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
