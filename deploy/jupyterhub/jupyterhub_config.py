"""A Hub on one Linux server: named learners, each with a server of their own, and a workshop for all.

What differs from place to place is in the environment, and README.md says how it comes there.
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 - the Hub puts it here

programs = Path(sys.executable).parent
site, store = os.environ["PLNKIT_SITE"].rstrip("/"), os.environ["PLNKIT_STORE"]
told = {
    name: os.environ[name]
    for name in ("PLNKIT_STORE", "PLNKIT_SECRET", "PLNKIT_READY", "PGPASSWORD")
    if name in os.environ
}

# The door: this computer alone reaches it, and what does TLS stands in front.
c.JupyterHub.bind_url = "http://127.0.0.1:8000/"

# Who may log in: the accounts of this server that are in one group.
c.JupyterHub.authenticator_class = "pam"
c.LocalAuthenticator.allowed_groups = {"learners"}

# A learner's server runs as their own account: nobody else's reads the key in their home.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [f"{programs}/plnkit", "hub"]
c.Spawner.environment = told
c.Spawner.http_timeout = 60  # many come in the same minute
c.JupyterHub.concurrent_spawn_limit = 10
c.JupyterHub.active_server_limit = int(os.environ.get("PLNKIT_LEARNERS", "0"))  # at once; 0: all

# The workshop: the room that all learners share, for its facilitator and for guests with a code.
workshop = {
    "name": "workshop",
    "url": "http://127.0.0.1:8901",
    "command": [
        *(f"{programs}/plnkit", "serve", store, "--no-browser"),
        *("--address", f"{site}/services/workshop/", "--host", "127.0.0.1", "--port", "8901"),
    ],
    "environment": told,
    "user": "plnkit",
    "cwd": "/var/lib/plnkit",
    "display": False,  # it has links of its own
}

# A server that nobody uses for an hour is ended; the next visit starts it again.
culler = {
    "name": "culler",
    "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"],
}
c.JupyterHub.services = [workshop, culler]
c.JupyterHub.load_roles = [
    {
        "name": "culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["culler"],
    }
]
