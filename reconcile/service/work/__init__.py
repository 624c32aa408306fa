"""Computing for requests and jobs, in processes of their own.

    worker.py   what runs in such a process
    pool.py     the processes: started when needed, ended when they take too long or too much
    jobs.py     long work: begun with one request, watched and fetched with others

A process can be ended in the middle of its work, a thread cannot; and its memory has a limit.
"""

from reconcile.service.work.jobs import Job, Jobs
from reconcile.service.work.pool import Pool
from reconcile.service.work.worker import Output

__all__ = ["Job", "Jobs", "Output", "Pool"]
