"""Serves moto one request after the other: `python serve.py PORT`.

moto reads an item, compares and writes in three steps, so that of two requests at once both can meet a condition that
only one of them may meet on AWS. DynamoDB decides each write, and each transaction, at once.

moto answers GetAccountAuthorizationDetails in one page, however many roles there are. IAM makes pages of a hundred.
"""

import sys
from threading import Lock

from moto.core.responses import ActionResult
from moto.iam.responses import IamResponse
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import run_simple


def page_of_details(self):
    details = self.backend.get_account_authorization_details(self._get_param("Filter", []))
    roles = list(details["roles"])
    start = int(self._get_param("Marker") or 0)
    end = start + int(self._get_param("MaxItems") or 100)
    page = {
        "UserDetailList": details["users"],
        "GroupDetailList": details["groups"],
        "RoleDetailList": roles[start:end],
        "Policies": details["managed_policies"],
        "IsTruncated": end < len(roles),
    }
    if page["IsTruncated"]:
        page["Marker"] = str(end)
    return ActionResult(page)


IamResponse.get_account_authorization_details = page_of_details

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
