"""A host that serves sites as a static host does: each under a path of its own, and nothing else."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote, urlsplit

from sitegen.build.media_types import content_type


@contextmanager
def served(sites: Mapping[str, Mapping[str, bytes]]) -> Iterator[str]:
    """The address of a host on the loopback; *sites* are files by address, by the path that they stand under."""
    files = {f"{root}{url}": content for root, some in sites.items() for url, content in some.items()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            content = files.get(path)
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Type", content_type(path))
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as host:
        thread = Thread(target=host.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{host.server_port}"
        host.shutdown()
        thread.join()
