"""What is known of each channel: who can read it, since when Perron may, how far it has read."""
