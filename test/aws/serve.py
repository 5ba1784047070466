"""Serves moto one request after the other: `python serve.py PORT`.

moto reads an item, compares and writes in three steps, so that of two requests at once both can meet a condition that
only one of them may meet on AWS. DynamoDB decides each write, and each transaction, at once.
"""

import sys
from threading import Lock

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import run_simple

moto = DomainDispatcherApplication(create_backend_app)
turn = Lock()


def one_at_a_time(environ, start_response):
    # A list, so that the answer is whole before the next one's turn.
    with turn:
        return list(moto(environ, start_response))


run_simple(
    "127.0.0.1",
    int(sys.argv[1]),
    one_at_a_time,
    threaded=True,
    request_handler=MotoRequestHandler,
)
