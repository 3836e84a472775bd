"""What Perron does or checks in a step: one file for each kind, all behind a person's click."""
