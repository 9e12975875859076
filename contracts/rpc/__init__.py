"""What services can be asked: a package for each service, so that a process loads only what it has to do with."""
