"""The queue that wakes workers. It may lose everything: which rows are to be done stands in the database alone."""

from collections.abc import Callable, Mapping

from celery import Celery
from kombu.exceptions import OperationalError

from formgen.store.jobs import Jobs

QUEUE, TASK = "formgen", "formgen.do_rows"
_CONNECT = 3  # seconds
_CONFIG = {
    "task_default_queue": QUEUE,
    # A message is a job's key and nothing else, and nothing else than JSON is ever opened.
    "accept_content": ["json"],
    "task_serializer": "json",
    "result_serializer": "json",
    "task_ignore_result": True,
    # A message is done when its rows are: that of a worker that died goes to another one, and none is kept in stock.
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "worker_prefetch_multiplier": 1,
    # A broker that is away comes back.
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,
    "broker_heartbeat": 20,
    "worker_cancel_long_running_tasks_on_connection_loss": False,
    # Workers listen to the queue only, not to orders from whoever reaches the broker.
    "worker_enable_remote_control": False,
    "worker_send_task_events": False,
    "worker_redirect_stdouts": False,
}


class Queue:
    """The queue at one broker."""

    def __init__(self, broker_url: str) -> None:
        self.app = Celery("formgen", broker=broker_url, set_as_current=False)
        self.app.conf.update(_CONFIG)

    def wake(self, waiting: Mapping[str, int]) -> int:
        """See that as many messages are ready as chunks wait, given by job; how many were added.

        A message too many finds nothing to do. Raises OSError or kombu's OperationalError when the broker is away.
        """
        with self.app.connection_for_write(connect_timeout=_CONNECT) as connection:
            declared = self.app.amqp.queues[QUEUE](connection.default_channel)
            declared.declare()
            ready = declared.queue_declare(passive=True).message_count
            keys = [key for key, count in waiting.items() for _ in range(count)][ready:]
            with self.app.amqp.Producer(connection, auto_declare=False) as producer:
                for key in keys:
                    self.app.send_task(TASK, (key,), producer=producer, retry=False)
        return len(keys)


def reach(broker_url: str) -> None:
    """Connect to the broker once and go away again. Raises kombu's OperationalError when that cannot be done."""
    with Queue(broker_url).app.connection_for_read(connect_timeout=_CONNECT) as connection:
        connection.ensure_connection(max_retries=1, timeout=_CONNECT)


def waker(broker_url: str, jobs: Jobs) -> Callable[[], None]:
    """What tells the workers that something waits. A broker that is away stops nobody: workers look for themselves."""
    queue = Queue(broker_url)

    def wake() -> None:
        try:
            queue.wake(jobs.waiting())
        except (OSError, OperationalError):
            return

    return wake
