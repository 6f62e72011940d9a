"""The server's entry: the app, and what it does once before the first visitor comes."""

import os

from starlette.middleware import Middleware
from streamlit import App

from server.headers import Headers
from server.vendor import ROUTES
from server.warmup import warm_up

# Threads of BLAS, which reads this when NumPy is loaded, cost more than they save on matrices of a lesson's size.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

app = App("ui/main.py", lifespan=warm_up, routes=ROUTES, middleware=[Middleware(Headers)])
