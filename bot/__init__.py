"""Perron: looks after the channels that an agency shares with its clients."""

import os

for _library in ("OPENBLAS", "OMP"):  # numpy asks once, when it is imported; its threads wait by
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")  # spinning, and more than one is slower
