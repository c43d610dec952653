"""Publications measured beside what a user would take instead: ``python -m tests.bench.publishing --over s3|ssh|git``."""
