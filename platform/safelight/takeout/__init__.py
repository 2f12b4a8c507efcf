"""Everything of a studio as an open archive: what goes along, preparing it, downloading it."""
