"""What people can do with agencies: one module for each thing."""
