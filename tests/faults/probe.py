"""The probe service as a process: `python -m tests.faults.probe`."""

from chassis.process import run

if __name__ == "__main__":
    run("tests.faults.probe_service:ProbeService")
