"""One process of the documents service: python -m services.documents."""

from chassis.process import run

if __name__ == "__main__":
    run("services.documents.service:DocumentsService")
