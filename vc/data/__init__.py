"""Data to learn from: pairs of music and motion, made or read, in the layout of ConductorMotion100."""
