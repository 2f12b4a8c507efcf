"""A module that uses every field of the manifest, so that each field is tested. See installing."""
