"""Between uvicorn and Django: the bridge to its threads, pacing of clients, answers given without it."""
