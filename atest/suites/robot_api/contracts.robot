*** Settings ***
Documentation       Undocumented names of Robot Framework that this library relies on. The tags of a test are the names.
Library             Contracts.py


*** Test Cases ***
Running Items
    [Tags]    EXECUTION_CONTEXTS    current    output    suite    test    steps    dry_run
    Running Things Are Known    Contracts    Running Items

Listeners
    [Tags]    listeners
    Listeners Of The Command Line Are Known    CommandLine

Variables
    [Tags]    BuiltIn._variables.current    copy    replace_scalar    store
    VAR    ${here}    ${1}
    Variables Are Looked Up

Expressions
    [Tags]    robot.variables.evaluation.evaluate_expression    item assignment
    VAR    ${here}    ${1}
    Expressions Are Evaluated

Steps Below A Step
    [Tags]    Keyword.run(result, context)
    Steps Run Below

Functions As Steps
    [Tags]    StatusReporter    LibraryKeyword    LibraryKeywordRunner._execute
    Functions Run As Steps

Steps After A Step
    [Tags]    body
    Log    insert after this
    Inserted Step Has Run

Prevented Step
    [Tags]    error
    Run Keyword And Expect Error    *prevented    Log    must not run
    Run Keyword And Expect Error    *prevented    A User Keyword    must not run

Hidden Library
    [Tags]    BuiltIn._namespace    libraries    import_library    _kw_store.libraries    create_keywords    keyword_finder
    ...    code    instance
    A Hidden Library Is Found By Its Marker Alone

End Of The Run
    [Tags]    robot.output.LOGGER    register_logger    robot.output.loggerapi.LoggerApi
    The End Of The Run Is Heard    ${OUTPUT DIR}
    Names Are Changed Before They Are Written
    No Operation

Patterns
    [Tags]    robot.model.TagPatterns    robot.utils.MultiMatcher    eq    \${OPTIONS}    bdd_prefix_regexp
    ...    robot:skip-on-failure
    Patterns Match

Timeouts
    [Tags]    robot.errors.TimeoutError    robot.errors.TimeoutExceeded
    Timeouts Are Known


*** Keywords ***
A User Keyword
    [Arguments]    ${text}
    Fail    this must not run: ${text}

Too Slow
    [Timeout]    100ms
    Sleep    2s
