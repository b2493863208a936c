"""Between uvicorn and Django: the bridge to WSGI threads, pacing of clients, answers given before Django is entered."""
