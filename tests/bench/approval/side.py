"""The course that every side goes through, in the same order and as often."""

from .meter import Meter

REQUESTER, FIRST, SECOND = "bench_requester", "bench_first", "bench_second"
#: documents without notices; with them; and such that a refusal keeps its reason
PLAIN, TALK, REASON = "plain", "talk", "reason"
WARMING, REPEATS, BATCHES, MANY = 3, 15, 3, 200
SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000}
PAGE = {"limit": 80, "count_limit": 10_001}  # what Odoo's list asks for
LOOKS, SLOW = 15, 2_000  # an inbox is looked at so often, unless it takes so many milliseconds


class Side:
    """One engine. Documents are named by their ids, since each command has its own cursor."""

    #: technical name of the addon that is measured
    addon = ""
    #: whether a document can be there without being submitted
    has_drafts = True
    #: whether a refusal can keep its reason
    keeps_reason = True
    #: whether one call decides many
    has_batch = True
    #: whose inbox is filled
    reader = FIRST
    #: states of a document that has ended
    agreed = refused = ""

    def __init__(self, env):
        self.meter = Meter(env)

    # what an engine fills in

    @classmethod
    def prepare(cls, env):
        """Make people and a way of two steps in the template database."""
        cls.make_users(env)

    def draft(self, env, kind, count):
        """Make documents; what :meth:`submit` takes."""
        raise NotImplementedError

    def submit(self, env, kind, drafts):
        """Submit them; the ids of what is in approval now."""
        raise NotImplementedError

    def waiting(self, env, kind, documents):
        """What the current user's screen holds, to decide on these documents."""
        return documents

    def decide(self, env, kind, waiting):
        """Agree as the current user."""
        raise NotImplementedError

    def refuse(self, env, kind, waiting):
        """Refuse as the current user."""
        raise NotImplementedError

    def states(self, env, kind, documents):
        """The states of these documents, each once."""
        raise NotImplementedError

    def context(self, kind):
        """Context of all calls."""
        return {}

    def fill(self, cr, prototype, first, last):
        """Copy one document in approval, numbers ``first`` to ``last``, for the first person."""
        raise NotImplementedError

    def look(self, env):
        """Read the list of what waits, as the screen does."""
        raise NotImplementedError

    def badge(self, env):
        """Count what waits, as the top bar does."""
        raise NotImplementedError

    # the course

    @classmethod
    def make_users(cls, env, **groups):
        """The three people; their notices stay in Odoo, so that no mail server is waited for.

        :param groups: further group of a login
        """
        users = env["res.users"].with_context(no_reset_password=True)
        for login in (REQUESTER, FIRST, SECOND):
            names = ["base.group_user", *filter(None, [groups.get(login)])]
            users.create(
                {
                    "name": login,
                    "login": login,
                    "email": f"{login}@example.com",
                    "lang": "en_US",
                    "notification_type": "inbox",
                    "group_ids": [(6, 0, [env.ref(name).id for name in names])],
                }
            )

    def run(self, login, command, kind, what, metric=None):
        return self.meter.run(
            login,
            lambda env: command(env, kind, what),
            metric,
            tell=kind == TALK,
            context=self.context(kind),
        )

    def commands(self):
        """Single steps, the same with notices, then batches; each warmed before."""
        for kind, mark in ((PLAIN, ""), (TALK, "_notices")):
            self.singles(kind, mark)
        self.cycle(PLAIN, 3)
        for _time in range(BATCHES):
            self.cycle(PLAIN, MANY, f"_{MANY}")
        self.as_on_screen(MANY)
        return self.meter.figures()

    def singles(self, kind, mark):
        for time in range(WARMING + REPEATS):
            warm = time >= WARMING
            if time == WARMING:
                self.meter.set_aside()
            self.cycle(kind, 1, mark if warm else None)
            self.refusal(kind, f"refuse_bare{mark}" if warm else None)
            if self.keeps_reason and kind == PLAIN:
                self.refusal(REASON, "refuse" if warm else None)

    def cycle(self, kind, count, mark=None):
        """Submit documents and agree twice; measured under names that end with ``mark``."""

        def metric(name):
            return None if mark is None else name + mark

        if self.has_drafts:
            drafts = self.run(REQUESTER, self.draft, kind, count)
            self.run(REQUESTER, self.submit, kind, drafts, metric("submit"))
        documents = self.run(REQUESTER, self.new, kind, count, metric("new"))
        for login, name in ((FIRST, "decide"), (SECOND, "finish")):
            waiting = self.run(login, self.waiting, kind, documents)
            self.run(login, self.decide, kind, waiting, metric(name))
        if mark is not None:
            steps = [metric("decide"), metric("finish")]
            self.meter.add_up(metric("both"), *steps)
            self.meter.add_up(metric("way"), metric("new"), *steps)
        assert self.run(REQUESTER, self.states, kind, documents) == [self.agreed]

    def refusal(self, kind, metric):
        """Submit a document and refuse it at the first step."""
        documents = self.run(REQUESTER, self.new, kind, 1)
        waiting = self.run(FIRST, self.waiting, kind, documents)
        self.run(FIRST, self.refuse, kind, waiting, metric)
        assert self.run(REQUESTER, self.states, kind, documents) == [self.refused]

    def as_on_screen(self, count):
        """Agree to many in as many calls as people need."""
        documents = self.run(REQUESTER, self.new, PLAIN, count)
        waiting = self.run(FIRST, self.waiting, PLAIN, documents)
        calls = [waiting] if self.has_batch else [[one] for one in waiting]
        for call in calls:
            self.run(FIRST, self.decide, PLAIN, call, "call")
        self.meter.add_up(f"screen_{count}", *self.meter.measured.pop("call"))

    def new(self, env, kind, count):
        """Make and submit in one call."""
        return self.submit(env, kind, self.draft(env, kind, count))

    def inbox(self):
        """List and counter of one person, with ever more that waits."""
        [prototype] = self.one_waiting()
        done = 1
        for name, size in SIZES.items():
            with self.meter.registry.cursor() as cr:
                self.fill(cr, prototype, done, size - 1)
                cr.execute("ANALYZE")
            done = size
            self.meter.set_aside()
            for look in (self.look, self.badge):
                self.watch(look, f"inbox_{look.__name__}_{name}")
        return self.meter.figures()

    def watch(self, look, metric):
        """Look often, the first time to warm up; once where that takes its time."""
        for _time in range(LOOKS + 1):
            self.meter.run(self.reader, look, metric)
            if self.meter.measured[metric][0][0] > SLOW:
                return
        del self.meter.measured[metric][0]

    def one_waiting(self):
        return self.run(REQUESTER, self.new, PLAIN, 1)

    def about(self, env):
        """Version of what is measured."""
        return env["ir.module.module"].search([("name", "=", self.addon)]).latest_version


def copies(cr, table, prototype, first, last, **other):
    """Insert copies of a row below the ORM, as no benchmark could wait for commands.

    :param other: columns that are not as in the row, as SQL of ``n``, which runs from ``first`` to
        ``last``; ``id`` is moved by ``n`` unless given
    """
    cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " AND table_schema = current_schema",
        [table],
    )
    changed = {"id": "id + n"} | other
    values = {f'"{name}"': changed.get(name, f't."{name}"') for (name,) in cr.fetchall()}
    cr.execute(
        f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())}"
        f" FROM {table} t, generate_series(%s, %s) n WHERE t.id = %s",
        [first, last, prototype],
    )
