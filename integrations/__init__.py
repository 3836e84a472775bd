"""What Perron calls: one adapter per port, each knowing one vendor."""
