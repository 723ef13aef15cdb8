"""The logic of first-level support: tickets, SLAs, KPIs, escalation and staffing, exact and explained.

Values come in and values go out: nothing here reads a clock, a file or the environment. Records are frozen and built
with keywords; a label takes its text wherever it is asked for; an instant is any `datetime` with a time zone. A name
that Python keeps for itself has a `_` behind it, as in `calendar.open_between(from_=start, to=end)`.

>>> from datetime import datetime, timezone
>>> from firstline import Period
>>> period = Period(
...     start=datetime(2026, 3, 2, 8, tzinfo=timezone.utc), end=datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
... )
>>> period.to_json()
'{"start":"2026-03-02T08:00:00Z","end":"2026-03-02T09:00:00Z"}'

What is wrong with an input is told by an exception with a stable code and the place:

>>> import firstline
>>> try:
...     Period(start=datetime(2026, 3, 2, 8), end=period.end)
... except firstline.FirstlineError as error:
...     print(error.code, error.path)
timestamp.naive start
"""

from ._native import *  # noqa: F403  (the list is generated, with the stub)
from ._native import __version__ as __version__
from .analytics import *  # noqa: F403
from .cluster import *  # noqa: F403
from .errors import *  # noqa: F403
from .frames import *  # noqa: F403
from .reports import *  # noqa: F403
