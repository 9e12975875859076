"""What officers and the public can do with documents: one module for each, named as they would say it."""
