"""The whole system on one machine without containers: real backing services and every process under a supervisor.

`python -m deploy.local` is the operator's way in, `deploy.local.stack.Stack` that of tests and benchmarks.
"""
