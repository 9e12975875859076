"""`python -m services.agencies` runs the service."""

from chassis.process import run

if __name__ == "__main__":
    run("services.agencies.service:AgenciesService")
