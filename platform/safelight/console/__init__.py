"""Where operators work: studios, their modules, parked jobs."""
