"""The real Anki backend as a client: imports a package as a resident would."""
