from chassis.process import run

if __name__ == "__main__":
    run("services.reporting.service:ReportingService")
