"""The library's introduction in its keyword documentation: the ideas that keywords share, told once."""

TEXT = r"""Validates the backend from inside a running test, at the very step where it matters.

A test of an app can pass while its backend has failed: the order was never written, the code never sent,
the payment rolled back. A validation is a step between the steps of the app. It asks the backend at that
moment, compares the answer with what is expected, and stands in the same log at its place in time.

| Library    AppiumLibrary
| Library    QuashLibrary    registry=validations.yaml    environment=staging

| Checkout Creates A Paid Order
|     Click Element    id=pay
|     Wait Until Page Contains    Order confirmed
|     ${order_id} =    Get Text    id=order-number
|     @order-created    order_id=${order_id}

%TOC%

= Registry =

The registry says where backends are (``connections``) and what is asked and expected of them
(``validations``). It is a YAML file, a list of files, or a folder with all ``*.yaml`` and ``*.yml`` below it;
files and folders whose names begin with a dot are left out.

| connections:
|   shop:
|     base_url: https://shop.example/api
|     auth: {bearer: {env: SHOP_TOKEN}}
|     environments:
|       staging: {base_url: "https://shop.staging.example/api"}
| validations:
|   order-created:
|     inputs: {order_id: Number shown on the confirmation screen.}
|     request: GET /orders/${order_id}
|     expect:
|       $.state: paid
|       $.total: {greater than: 0}
|     eventually: 10s
|     fetch: {total: $.total}

A connection may set ``redirects: same-origin`` (else the redirect itself is what is checked), ``cookies: keep`` (for
the run of a test), a ``proxy``, and a ``check`` such as ``GET /health``, which `Check Backend Connection` asks.

With ``read_only: true`` nothing but GET, HEAD, OPTIONS, GraphQL queries and logins is sent.

A connection of ``type: sql`` has a ``url`` as SQLAlchemy writes it; its validations have ``sql``, with ``:name`` where
values stand, and ``parameters`` instead of ``request``. The rows are checked as ``{"rows": [...], "count": n}``. It is
read only unless ``read_only: false``. SQLAlchemy comes with ``pip install "robotframework-quashlibrary[sql]"``.

The name of a validation is its *slug*: ``order-created`` where it is defined, ``@order-created`` where it is
used. Every slug of the registry is a keyword of its own, listed below with its inputs; `Validate Backend` takes
slugs as arguments, also out of variables. Both do the same, and both return the fetched values.

A validation or connection with ``extends: other`` takes over what it does not set itself; the keys of ``inputs``,
``request``, ``expect`` and ``fetch`` are merged one by one.

An ``environment`` replaces keys of the connections that have one of that name; a connection that has not
stays as it is. The registry is read when the library is imported, and nothing is asked of the network then.
All that is wrong in it is told at once, each with file, line and what to write.

= Inputs and values =

``${name}`` may stand in any text of a registry and is looked up when the validation is used. A declared input
comes from

- the call: ``@order-created    order_id=A-1001``; the steps named after slugs take inputs by position as well;
- else `Set Backend Input`, for the test or the suite;
- else, where it has a ``lease``, one of the values listed there, which no other test has at the same time, see
  `Lease Backend Input`;
- else its default in the registry;
- else, if it has none, a value fetched earlier in this test under that name, or the Robot variable of that name.

Any other name is a fetched value or a Robot variable. Variables are seen as in the keyword that uses the
validation: a local variable of a test is not known inside its user keywords.

A text that is nothing but ``${name}`` keeps the type of its value: a number stays a number. What a suite writes in a
cell is a text, though: an input that is compared with a number is given as ``${7}``, or declared
with ``type: integer`` (or ``number``, ``boolean``).

``fetch`` gives names to values of the answer. `Fetch Into Variable` and `Fetch Backend Value` hand them to the
test; without that, later validations of the same test know them by their names.

``needs: "@other"``, or a list, names validations that are used before, each once and with the inputs of the call that
it declares. Their fetched values are known to the one that needs them. Where one of them does not pass, the
other is not asked: it is an error that says so, and its own policy counts.

= Secrets =

Secret is all that stands in ``auth``, what the registry reads from the environment (``{env: NAME}``, ``%{NAME}``),
inputs and fetched values marked ``secret: true``, Robot's ``Secret`` variables, and what ``redact`` of the registry
finds in an answer, there at its place, and everywhere if it is a text of six characters or more. In a ``base_url`` only
user and password are secret. ``***`` is shown instead: in the messages of every library, in names and failure messages,
on the console, in the ``curl`` command, in the app's page source. A secret input is secret from the step on that hands
it over. A fetched secret is handed over as plain text, so that
``Input Text`` can type it; `Type Backend Value` does both. Not masked are pictures of the app, where it shows a
secret in clear, the file of ``robot --debugfile``, and Browser's own ``playwright-log.txt``, in which the texts stand
that are read from the page.

= Logins =

``auth: {from: "@login"}`` takes the value ``token`` that ``@login`` fetches, and keeps it for the run of the test;
``oauth2`` has a token by client credentials and keeps it until it expires. Validations that run at the same time log in
once, and a token that is answered with 401 is renewed once. A login that fails makes the verdict error.
What ``@login`` itself ``needs`` is used whenever it is.

= Verdicts =

| *Verdict* | *When* |
| passed | the backend answered and every expectation holds |
| failed | the backend answered and an expectation does not hold, or a value to fetch is not there |
| error  | the backend could not be asked, or what came says nothing of the app: refused, timeout, not JSON, \
unknown ``${name}``, rejected credentials of the registry, 429, 502, 503, 504 |

Every expectation is evaluated, and all that fail are told together. Without a ``status`` among the expectations a
``2xx`` is expected, so that a 500 never passes unnoticed.

A failed outcome in a test whose UI steps have all passed so far is a *silent failure*: the app showed nothing of it. A
UI step that failed does not count if something around it has passed, such as ``TRY``.
UI steps are the keywords of ``ui_library`` (default AppiumLibrary), under any ``AS`` name.

= UI libraries =

``ui_library`` is AppiumLibrary, SeleniumLibrary, Browser, or a library derived from one of them, by its name or ``AS``
name. Its keywords are the UI steps; `UI Should Match Backend` and `Type Backend Value` read and type by its keywords,
with its locators; at a failed outcome its app's screenshot and page source are kept. Of a library of another kind the
keywords are UI steps, and no screen is kept.

= Failure policies =

``on_failure`` says what follows a failed outcome, ``on_error`` what follows an error. Both stand in the
validation, else in its connection, ``fail`` if they do not, and can be overridden at the call.

| *Policy*     | *What follows* |
| ``fail``     | the test fails here |
| ``continue`` | the test goes on and ends failed |
| ``warn``     | the test goes on and can pass; the outcome is a warning in the log and on the console |
| ``stop``     | the test fails and the run ends |
| ``skip``     | the test is skipped; only ``on_error`` |

Of several validations in one step the strictest policy counts, in the order stop, fail, continue, skip, warn.

= Waiting =

A validation is asked once, now, unless its ``eventually`` says otherwise: it is then asked again until all
expectations hold or the time is used up. The time bounds the whole step, a request in flight included.

| *Key*        | *Meaning* |
| ``within``     | for how long; ``eventually: 10s`` is short for ``eventually: {within: 10s}`` |
| ``every``      | pause between two attempts; without it the pause grows with the time waited, from 25 ms to 1 s |
| ``backoff``    | multiplies ``every`` after each attempt |
| ``max_every``  | the longest pause that ``backoff`` leads to |
| ``attempts``   | how many attempts at most |
| ``give_up_if`` | expectations that end the wait at once when they all hold, such as ``{$.state: rejected}`` |
| ``holds_for``  | once all holds, it has to stay so for that long, on top of ``within``; a rollback fails at once |

``always: 5s``, or ``always: {within: 5s, every: 200ms}``, instead of ``eventually``: all expectations have to hold at
every attempt of that time. It fails at the first that does not, and never waits for something to become true.

The argument ``within`` of every keyword replaces the time of ``eventually`` or ``always`` for one call. A request
other than GET and HEAD is asked again only where its validation says ``idempotent: true``.

Durations are Robot's: ``10s``, ``500ms``, ``2 min``, ``1m 30s``.

A wait may be longer than Appium's ``newCommandTimeout``: open sessions of AppiumLibrary are kept alive meanwhile.

= Watching =

`Watch Backend` uses a validation in the background, while the steps of the app go on. Values are looked up when it
begins, those of Robot's variables too; what the validation ``needs`` and its login run in the background as well.
One that says nothing of time is asked until it holds, for 30 s at most.

The outcome stands in the log where it became known: right after the step at whose end it was, as a step ``watched:
@slug`` with true times. In ``Run Keyword`` and its like, in setups and in teardowns Robot has no place for a step
of its own; there it is the next one that has. The step is green, and fails nothing. What it has fetched is known
to later validations of the test.

What follows from a failed outcome follows where it is awaited: by `Await Backend`, or else at the end of the test, as
its last step. A test that has failed or is skipped is not held up: what is known is shown, the rest is ended. The
timeout of the test bounds the wait at its end as well.

What the setup of a suite watches belongs to the suite. Every test may await it by its slug, else it is ended with the
suite, and one line of the execution errors tells what did not pass. No watch outlives its test or suite.

= Attached validations =

``attach`` of the registry has validations used in suites that have no step for it: around tests, or before and after
a step, which is written as in Robot, with ``*`` for any text. They run as steps of their own, wherever the file is
loaded: by an import of this library, or by ``robot --listener QuashLibrary.Listener:validations.yaml`` in all suites.

| attach:
|   - validate: inventory-sane
|     when: both
|     tests: {tags: checkout*}
|   - validate: order-created
|     after: AppiumLibrary.Click Element    id=pay
|     inputs: {order_id: "${order_id}"}

A test may also say so by its tags: ``before:@inventory-sane``, ``after:@inventory-sane``, ``both:@inventory-sane``.
After a test that has failed or is skipped nothing is asked. In ``Wait Until Keyword Succeeds`` a failure counts when
the wait has ended, and repeats nothing.

= App traffic =

With ``app`` on a connection, the requests that the app itself sends are recorded on their way to the backend:

| connections:
|   shop:
|     base_url: https://shop.staging.example/api
|     app: {listen: 8888, ignore: [POST /analytics*]}

Point the app at ``http://127.0.0.1:8888`` instead of the backend. Requests are forwarded to the origin of ``base_url``.
This needs mitmproxy, installed in an environment of its own: ``pipx install mitmproxy``.

Each test ends with the step ``the app sent 9 requests, 1 failed``, which has a table of them. A *swallowed failure* is
a request of the app that got a 5xx, no answer, or (if it changes something) a 4xx, or whose answer breaks the
connection's ``expect``, while no UI step failed after it. A later request like it that succeeds makes up for it.
Images, fonts, styles, requests that the app cancelled, those in ``ignore`` and those of `Expect App Failure` do not
count.

The test gets the tag ``swallowed-failure`` and a warning. ``on_swallowed: fail`` on the connection fails the test,
``ignore`` only lists the request.

A validation with ``app_sent`` checks what the app has sent since the test began, or since `Remember Backend` of that
validation:

| order-sent-once:
|   connection: shop
|   app_sent: POST /orders
|   expect: {$.count: 1, "$.requests[0].status": 201}
|   fetch: {order_id: "$.requests[0].answer.number"}

`Break App Request` loses, delays or repeats requests of the app, `Get App Requests` returns them. Requests outside a
test belong to the setup or teardown of their suite. Headers and bodies are in ``quash/traffic.jsonl``, redacted.

= Snapshots =

A code, a counter or a state of before must not be taken for that of now. `Remember Backend` takes a snapshot of what a
validation finds; after the step of the app the same validation, with the same inputs, compares with it by the operators
``changed: true``, ``changed: false`` and ``changed by: 1``. Together with ``eventually`` it waits for the new value.

| expect: {$.code: {changed: true}, $.orders: {count: {changed by: 1}}}

A snapshot holds until the test ends. What was not found before and is found now has changed. The status 404 says that
there was nothing; an answer that is neither expected nor a ``2xx``, 404 or 410, and one that is not JSON where
a path needs it, is an error and no snapshot. A validation that compares is an error without a snapshot.

= What the log shows =

Below the step stand steps with true times: one for each exchange (equal ones are folded), one for each expectation
that does not hold, and one for all that do. Each exchange has a ``curl`` command that sends the request again, and the
first 400 characters of the answer. If the outcome is not passed, the log has the whole evidence: what was expected and
found, the answer with its headers, the registry's file and line, and the last UI step before it. With
``evidence=always`` it has that for every outcome. When the outcome is failed, the app's screenshot and page source are
kept in the folder ``quash`` beside the log, unless ``screenshots=never``.

The ``curl`` command runs as pasted: a secret from ``{env: SHOP_TOKEN}`` is written as ``$SHOP_TOKEN``. Other secrets
are masked, and a comment says what to replace.

A test gets the tag ``@slug`` for each validation it used, ``@slug:failed`` for one that did not pass, and
``silent-failure`` for a silent failure. Of several tries in ``Wait Until Keyword Succeeds`` the last one counts.
``rebot --include silent-failure output.xml`` makes a log of those alone.

= The report =

When the run is over, its report stands in the folder ``quash`` beside the log: ``index.html`` with a page for each
test, and ``outcomes.json``, ``junit.xml`` and ``summary.md`` for programs and CI servers. ``report=`` names another
folder, ``report=NONE`` switches it off. A run has one report: where imports differ, the first folder that is not the
default is it. After pabot and ``rebot``, ``quash report output.xml`` makes it.

= Dry-run and editors =

``robot --dryrun`` fails on a slug that is not in the registry, with the nearest one that is, on an input that the
validation does not have, and on one that it misses. Editors that read the library show and complete the slug's
keywords, and go to their line in the registry. RobotCode keeps what it knows of libraries: so that it sees changes of
a registry, write
``ignored-libraries = ["QuashLibrary"]`` below ``[tool.robotcode-analyze.cache]`` in ``pyproject.toml``.
"""
