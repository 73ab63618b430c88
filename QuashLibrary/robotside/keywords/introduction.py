"""The library's introduction in its keyword documentation: ideas that several keywords share, explained once."""

TEXT = r"""Checks the backend from inside a running test, at the exact step where it matters.

| Library    AppiumLibrary
| Library    QuashLibrary    registry=validations.yaml    environment=staging

| Checkout Creates A Paid Order
|     Click Element    id=pay
|     Wait Until Page Contains    Order confirmed
|     ${order_id} =    Get Text    id=order-number
|     @order-created    order_id=${order_id}

A UI test can pass although the backend has failed: the order was never written, the code was never sent, the payment
was rolled back. A validation is a step between the steps of the app. It queries the backend at that moment and
compares the answer with your expectations. Its outcome appears in the same log, between the UI steps around it.

%TOC%

= Registry =

The registry defines your backends (``connections``) and what to check there (``validations``):

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

It is a YAML file, a list of files, or a folder with all ``*.yaml`` and ``*.yml`` files below it. Files and folders
whose names begin with a dot are ignored.

Each validation has a *slug*: ``order-created`` in the registry, ``@order-created`` in a test. Every slug is also a
keyword, listed below with its inputs. `Validate Backend` takes slugs as arguments, including from variables. Both ways
do the same, and both return the fetched values.

An ``environment`` replaces keys of every connection that has an environment of that name. All other connections stay
as they are.

A connection can also set:

- ``redirects: same-origin`` to follow redirects to the same origin; by default, the redirect itself is checked
- ``cookies: keep`` to keep cookies until the test ends
- ``proxy``
- ``check``, a request such as ``GET /health`` that `Check Backend Connection` sends
- ``read_only: true`` to send only GET, HEAD, OPTIONS, GraphQL queries and logins

A connection of ``type: sql`` has a ``url`` in SQLAlchemy's format. Its validations have ``sql`` and ``parameters``
instead of ``request``; write ``:name`` in the SQL for each value. Expectations see the rows as
``{"rows": [...], "count": n}``. The connection is read-only unless ``read_only: false``. To install SQLAlchemy, run
``pip install "robotframework-quashlibrary[sql]"``.

A validation or connection with ``extends: other`` inherits whatever it does not set itself. The keys of ``inputs``,
``request``, ``expect`` and ``fetch`` are merged one by one.

The import of the library reads the registry and sends nothing over the network. It reports all problems of the
registry at once, each with its file, its line and what to write.

= Inputs and values =

Write ``${name}`` in any text of a registry. Its value is looked up when the validation runs. A declared input takes
the first of these:

- the argument of the call: ``@order-created    order_id=A-1001``; steps named after slugs also take inputs by position
- the value of `Set Backend Input`, for the test or the suite
- if the input has a ``lease``: a value from its list that no other test has at the same time, see
  `Lease Backend Input`
- its default in the registry
- if it has no default: a value fetched earlier in this test under that name, or the Robot variable of that name

Any other name is a fetched value or a Robot variable. Variables have the scope of the keyword that runs the
validation: a local variable of a test is unknown inside its user keywords.

A text that consists only of ``${name}`` keeps the type of the value: a number stays a number. But a cell in a suite is
text. To compare an input with a number, pass ``${7}``, or declare the input with ``type: integer`` (or ``number``,
``boolean``).

``fetch`` names values of the answer. Later validations of the same test find them by these names. `Fetch Into Variable`
and `Fetch Backend Value` pass them to the test.

``needs: "@other"``, or a list, names validations that run first, once each. They get those inputs of the call that they
declare. The validation can use their fetched values. If one of them does not pass, the validation does not run. Its
verdict is error, the message names the reason, and its own policy applies.

= Secrets =

These values are secret, and ``***`` is shown instead:

- everything in ``auth``
- what the registry reads from the environment: ``{env: NAME}`` and ``%{NAME}``
- inputs and fetched values marked ``secret: true``
- Robot's ``Secret`` variables
- what ``redact`` in the registry finds in an answer: always in that place, and everywhere if it is a text of at least
  six characters

In a ``base_url``, only user and password are secret.

Secrets are masked in the messages of every library, in names and failure messages, on the console, in the ``curl``
command and in the app's page source. A secret input is masked from the step that passes it. A fetched secret reaches
the test as plain text, so ``Input Text`` can type it; `Type Backend Value` fetches and types it in one step.

Three places are not masked: pictures of an app that shows a secret in plain text, the file of ``robot --debugfile``,
and Browser's ``playwright-log.txt``, which contains the texts read from the page.

= Logins =

| auth: {from: "@login"}

This uses the value ``token`` that ``@login`` fetches, and keeps it until the test ends. ``oauth2`` gets a token with
client credentials and keeps it until it expires. Validations that run at the same time share one login. A token that
gets a 401 is renewed once. If a login fails, the verdict is error. Whatever ``@login`` itself ``needs`` runs before
each login.

= Verdicts =

| *Verdict* | *When* |
| passed | the backend answered and every expectation is met |
| failed | the backend answered, but an expectation is not met or a value to fetch is missing |
| error  | the backend could not be reached, or its answer says nothing about the app |

These are errors: a refused connection, a timeout, an answer that is not JSON, an unknown ``${name}``, rejected
credentials of the registry, and the statuses 429, 502, 503 and 504.

Every expectation is checked, and all failures are reported together. If no expectation mentions ``status``, the status
must be ``2xx``, so a 500 never passes unnoticed.

A failed outcome is a *silent failure* if every UI step of the test before it has passed: the app showed no failure. A
UI step that failed does not count if something around it has passed, such as ``TRY``. UI steps are the keywords of
``ui_library`` (default: AppiumLibrary), under any ``AS`` name.

= UI libraries =

``ui_library`` is AppiumLibrary, SeleniumLibrary, Browser, or a library derived from one of them. Write its name or its
``AS`` name. Its keywords are the UI steps. `UI Should Match Backend` and `Type Backend Value` read and type with its
keywords and its locators. After a failed outcome, the app's screenshot and page source are saved.

Any other library works too: its keywords are UI steps, but no screen is saved.

= Failure policies =

``on_failure`` decides what happens after a failed outcome, ``on_error`` what happens after an error. Set them in the
validation or in its connection; without them, the policy is ``fail``. A call can override both.

| *Policy*     | *What happens* |
| ``fail``     | the test fails here |
| ``continue`` | the test continues and fails at its end |
| ``warn``     | the test continues and can pass; the outcome is a warning in the log and on the console |
| ``stop``     | the test fails and the run ends |
| ``skip``     | the test is skipped; only for ``on_error`` |

If one step runs several validations, the strictest policy applies, in the order stop, fail, continue, skip, warn.

= Waiting =

| eventually: {within: 10s, every: 500ms}

A validation runs once, immediately. With ``eventually`` it is retried until all expectations are met or the time is up.
The time limits the whole step, including a request in flight.

| *Key*        | *Meaning* |
| ``within``     | the longest wait; ``eventually: 10s`` is short for ``eventually: {within: 10s}`` |
| ``every``      | pause between two attempts; by default it grows with the time waited, from 25 ms to 1 s |
| ``backoff``    | multiplies ``every`` after each attempt |
| ``max_every``  | the longest pause that ``backoff`` can reach |
| ``attempts``   | the maximum number of attempts |
| ``give_up_if`` | stops the wait immediately when all these expectations are met, such as ``{$.state: rejected}`` |
| ``holds_for``  | how long all expectations must stay met, in addition to ``within``; a rollback fails immediately |

``always: 5s``, or ``always: {within: 5s, every: 200ms}``, replaces ``eventually``: every attempt during that time must
meet all expectations. It fails at the first attempt that breaks one, and never waits for the expected state.

The argument ``within`` of every keyword replaces the time of ``eventually`` or ``always`` for one call. A request other
than GET and HEAD is retried only if its validation sets ``idempotent: true``.

Write durations as Robot does: ``10s``, ``500ms``, ``2 min``, ``1m 30s``.

A wait may take longer than Appium's ``newCommandTimeout``: AppiumLibrary's open sessions are kept alive meanwhile.

= Watching =

| Watch Backend    @order-created    order_id=${order_id}
| Click Element    accessibility_id=back-to-shop
| Await Backend    @order-created

`Watch Backend` runs a validation in the background while the steps of the app continue. Values, including Robot
variables, are looked up when the watch begins. The login and everything the validation ``needs`` also run in the
background. A validation without ``eventually`` or ``always`` is retried until it passes, for 30 s at most.

*Where the outcome appears.* A step ``watched: @slug`` with true times follows the step at whose end the outcome is
known. It is green and fails nothing. In ``Run Keyword`` and similar keywords, in setups and in teardowns, Robot has no
place for a separate step. The outcome then follows the next step with such a place. Later validations of the test can
use the values that the watch fetched.

*Where a failure counts.* The failure policy applies where the outcome is awaited: at `Await Backend`, or else at the
end of the test, in its last step. A test that has failed or is skipped does not wait: it shows the known outcomes and
ends the other watches. The test's timeout also limits the wait at its end.

*In a suite setup.* The watch belongs to the suite. Every test can await it by its slug; otherwise it ends with the
suite, and one line of the execution errors reports what did not pass. No watch outlives its test or suite.

= Attached validations =

| attach:
|   - validate: inventory-sane
|     when: both
|     tests: {tags: checkout*}
|   - validate: order-created
|     after: AppiumLibrary.Click Element    id=pay
|     inputs: {order_id: "${order_id}"}

``attach`` in the registry runs validations in suites that don't mention them: around tests, or before and after a step.
Write the step as in Robot, with ``*`` for any text. Attached validations are separate steps in the log. They run
wherever the file is loaded: by an import of this library, or in all suites by
``robot --listener QuashLibrary.Listener:validations.yaml``.

The tags of a test can attach a validation too: ``before:@inventory-sane``, ``after:@inventory-sane``,
``both:@inventory-sane``.

No attached validation runs after a test that has failed or is skipped. In ``Wait Until Keyword Succeeds``, a failed one
does not repeat the keyword; its failure counts when the wait has ended.

= App traffic =

With ``app`` on a connection, the app's own requests are recorded on their way to the backend:

| connections:
|   shop:
|     base_url: https://shop.staging.example/api
|     app: {listen: 8888, ignore: [POST /analytics*]}

Point the app at ``http://127.0.0.1:8888`` instead of the backend. Requests are forwarded to the origin of ``base_url``.
This needs mitmproxy in its own environment: ``pipx install mitmproxy``.

Each test ends with a step such as ``the app sent 9 requests, 1 failed``, which lists them in a table. A request of the
app has failed if it got a 5xx, no answer, or (if it changes something) a 4xx, or if its answer breaks the connection's
``expect``. It is a *swallowed failure* if no UI step failed after it and no later equal request succeeded. These never
count: images, fonts, styles, requests that the app cancelled, requests in ``ignore``, and those of
`Expect App Failure`.

For a swallowed failure, the test gets the tag ``swallowed-failure`` and a warning. With ``on_swallowed: fail`` on the
connection it fails; with ``ignore`` the request is only listed.

A validation with ``app_sent`` checks what the app has sent since the test began, or since `Remember Backend` of that
validation:

| order-sent-once:
|   connection: shop
|   app_sent: POST /orders
|   expect: {$.count: 1, "$.requests[0].status": 201}
|   fetch: {order_id: "$.requests[0].answer.number"}

`Break App Request` loses, delays or repeats the app's requests. `Get App Requests` returns them. Requests outside a
test belong to the setup or teardown of their suite. ``quash/traffic.jsonl`` contains headers and bodies, redacted.

= Snapshots =

Don't mistake an old code or counter for the new one: take a snapshot with `Remember Backend` before the step of the
app. After that step, run the same validation with the same inputs. Its operators ``changed: true``, ``changed: false``
and ``changed by: 1`` compare with the snapshot:

| expect: {$.code: {changed: true}, $.orders: {count: {changed by: 1}}}

Together with ``eventually``, this waits for the new value.

A snapshot lasts until the test ends. A value that was missing before and exists now has changed. The status 404 means
that nothing existed. An answer is an error instead of a snapshot if it is neither expected nor a ``2xx``, 404 or 410,
or if it is not JSON although a path needs JSON. Without a snapshot, a validation that compares is an error.

= What the log shows =

Below a validation's step, the log has steps with true times: one for each exchange (equal exchanges are collapsed), one
for each expectation that is not met, and one for the others. Each exchange has the first 400 characters of the
answer, and a ``curl`` command that sends the request again.

If the outcome did not pass, the log has the full evidence: what was expected and found, the answer with its headers,
the registry's file and line, and the last UI step. With ``evidence=always``, it has this for every outcome. After a
failed outcome, the app's screenshot and page source are saved in the folder ``quash`` next to the log,
unless ``screenshots=never``.

The ``curl`` command runs as pasted: a secret from ``{env: SHOP_TOKEN}`` is written as ``$SHOP_TOKEN``. Other secrets
are masked, and a comment says what to replace.

A test gets the tag ``@slug`` for each validation that it ran, ``@slug:failed`` for each that did not pass, and
``silent-failure`` for a silent failure. In ``Wait Until Keyword Succeeds``, the last attempt counts. To make a log of
the silent failures alone, run ``rebot --include silent-failure output.xml``.

= The report =

After the run, the folder ``quash`` next to the log contains the report: ``index.html`` with a page for each test, and
``outcomes.json``, ``junit.xml`` and ``summary.md`` for programs and CI servers. ``report=NAME`` chooses another folder,
``report=NONE`` switches the report off. A run has one report. If imports name different folders, the first that is not
the default wins. After pabot or ``rebot``, ``quash report output.xml`` makes the report.

= Dry-run and editors =

``robot --dryrun`` fails on a slug that is not in the registry and suggests the closest one. It also fails on an input
that the validation does not have, and on a missing input.

Editors that read the library show and complete the keywords of the slugs, and jump to their line in the registry.
RobotCode caches libraries. To make it see changes of a registry, write
``ignored-libraries = ["QuashLibrary"]`` below ``[tool.robotcode-analyze.cache]`` in ``pyproject.toml``.
"""
