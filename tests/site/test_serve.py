"""The web server is the fast one: without uvloop and httptools every kept connection answers 40 ms late."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from quayside import serve


def test_connections_are_served_by_uvloop_and_httptools():
    config = serve.configuration(1)
    config.load()
    assert config.http_protocol_class is HttpToolsProtocol
    loop = config.get_loop_factory()()
    try:
        assert type(loop).__module__.startswith("uvloop")
    finally:
        loop.close()
