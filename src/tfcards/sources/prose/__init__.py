"""Takes report prose apart: sentences, findings, differentials, lists of causes, laboratory values."""
