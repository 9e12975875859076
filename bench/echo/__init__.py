"""The same echo on the chassis and bare, behind the gateway's machinery and without it."""
