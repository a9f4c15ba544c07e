"""Simulated scintigrams: analytic anatomy seen by an ideal gamma camera, with Poisson counts."""
