"""How well a platform's questions are routed: predicted first, counted when somebody answered."""
