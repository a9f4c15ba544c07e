"""Rules over cases and rendered fronts, one function a rule."""
