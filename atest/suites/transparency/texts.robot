*** Settings ***
Documentation       Texts of libraries that Robot itself keeps, drops or escapes.
Metadata            Odd    meta \x01 \x85 data
Library             Texts.py
Suite Setup         Log    setup \x01\x85
Suite Teardown      Log    teardown \x1f
Test Tags           tag \x02 of all    ü


*** Test Cases ***
Text Controls
    ${text} =    Text    controls
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    controls    WARN
    Log Text    controls    html=True
    Print Text    controls
    Print Text To Stderr    controls
    Log Text By Logging    controls

Failure Controls
    Fail With Text    controls
    [Teardown]    Log    ${TEST MESSAGE}

Error Controls
    Run Keyword And Ignore Error    Raise Error With Text    controls
    TRY
        Raise Error With Text    controls
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    controls
    Raise Error With Text    controls

Text C1
    ${text} =    Text    c1
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    c1    WARN
    Log Text    c1    html=True
    Print Text    c1
    Print Text To Stderr    c1
    Log Text By Logging    c1

Failure C1
    Fail With Text    c1
    [Teardown]    Log    ${TEST MESSAGE}

Error C1
    Run Keyword And Ignore Error    Raise Error With Text    c1
    TRY
        Raise Error With Text    c1
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    c1
    Raise Error With Text    c1

Text Breaks
    ${text} =    Text    breaks
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    breaks    WARN
    Log Text    breaks    html=True
    Print Text    breaks
    Print Text To Stderr    breaks
    Log Text By Logging    breaks

Failure Breaks
    Fail With Text    breaks
    [Teardown]    Log    ${TEST MESSAGE}

Error Breaks
    Run Keyword And Ignore Error    Raise Error With Text    breaks
    TRY
        Raise Error With Text    breaks
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    breaks
    Raise Error With Text    breaks

Text Non-Characters
    ${text} =    Text    non-characters
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    non-characters    WARN
    Log Text    non-characters    html=True
    Print Text    non-characters
    Print Text To Stderr    non-characters
    Log Text By Logging    non-characters

Failure Non-Characters
    Fail With Text    non-characters
    [Teardown]    Log    ${TEST MESSAGE}

Error Non-Characters
    Run Keyword And Ignore Error    Raise Error With Text    non-characters
    TRY
        Raise Error With Text    non-characters
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    non-characters
    Raise Error With Text    non-characters

Text Invisible
    ${text} =    Text    invisible
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    invisible    WARN
    Log Text    invisible    html=True
    Print Text    invisible
    Print Text To Stderr    invisible
    Log Text By Logging    invisible

Failure Invisible
    Fail With Text    invisible
    [Teardown]    Log    ${TEST MESSAGE}

Error Invisible
    Run Keyword And Ignore Error    Raise Error With Text    invisible
    TRY
        Raise Error With Text    invisible
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    invisible
    Raise Error With Text    invisible

Text Wide
    ${text} =    Text    wide
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    wide    WARN
    Log Text    wide    html=True
    Print Text    wide
    Print Text To Stderr    wide
    Log Text By Logging    wide

Failure Wide
    Fail With Text    wide
    [Teardown]    Log    ${TEST MESSAGE}

Error Wide
    Run Keyword And Ignore Error    Raise Error With Text    wide
    TRY
        Raise Error With Text    wide
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    wide
    Raise Error With Text    wide

Text Markup
    ${text} =    Text    markup
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    markup    WARN
    Log Text    markup    html=True
    Print Text    markup
    Print Text To Stderr    markup
    Log Text By Logging    markup

Failure Markup
    Fail With Text    markup
    [Teardown]    Log    ${TEST MESSAGE}

Error Markup
    Run Keyword And Ignore Error    Raise Error With Text    markup
    TRY
        Raise Error With Text    markup
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    markup
    Raise Error With Text    markup

Text Html Prefix
    ${text} =    Text    html prefix
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    html prefix    WARN
    Log Text    html prefix    html=True
    Print Text    html prefix
    Print Text To Stderr    html prefix
    Log Text By Logging    html prefix

Failure Html Prefix
    Fail With Text    html prefix
    [Teardown]    Log    ${TEST MESSAGE}

Error Html Prefix
    Run Keyword And Ignore Error    Raise Error With Text    html prefix
    TRY
        Raise Error With Text    html prefix
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    html prefix
    Raise Error With Text    html prefix

Text Level Prefix
    ${text} =    Text    level prefix
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    level prefix    WARN
    Log Text    level prefix    html=True
    Print Text    level prefix
    Print Text To Stderr    level prefix
    Log Text By Logging    level prefix

Failure Level Prefix
    Fail With Text    level prefix
    [Teardown]    Log    ${TEST MESSAGE}

Error Level Prefix
    Run Keyword And Ignore Error    Raise Error With Text    level prefix
    TRY
        Raise Error With Text    level prefix
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    level prefix
    Raise Error With Text    level prefix

Text Variable
    ${text} =    Text    variable
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    variable    WARN
    Log Text    variable    html=True
    Print Text    variable
    Print Text To Stderr    variable
    Log Text By Logging    variable

Failure Variable
    Fail With Text    variable
    [Teardown]    Log    ${TEST MESSAGE}

Error Variable
    Run Keyword And Ignore Error    Raise Error With Text    variable
    TRY
        Raise Error With Text    variable
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    variable
    Raise Error With Text    variable

Text Blank
    ${text} =    Text    blank
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    blank    WARN
    Log Text    blank    html=True
    Print Text    blank
    Print Text To Stderr    blank
    Log Text By Logging    blank

Failure Blank
    Fail With Text    blank
    [Teardown]    Log    ${TEST MESSAGE}

Error Blank
    Run Keyword And Ignore Error    Raise Error With Text    blank
    TRY
        Raise Error With Text    blank
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    blank
    Raise Error With Text    blank

Text Empty
    ${text} =    Text    empty
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    empty    WARN
    Log Text    empty    html=True
    Print Text    empty
    Print Text To Stderr    empty
    Log Text By Logging    empty

Failure Empty
    Fail With Text    empty
    [Teardown]    Log    ${TEST MESSAGE}

Error Empty
    Run Keyword And Ignore Error    Raise Error With Text    empty
    TRY
        Raise Error With Text    empty
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    empty
    Raise Error With Text    empty

Text Long
    ${text} =    Text    long
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    long    WARN
    Log Text    long    html=True
    Print Text    long
    Print Text To Stderr    long
    Log Text By Logging    long

Failure Long
    Fail With Text    long
    [Teardown]    Log    ${TEST MESSAGE}

Error Long
    Run Keyword And Ignore Error    Raise Error With Text    long
    TRY
        Raise Error With Text    long
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    long
    Raise Error With Text    long

Text Bytes
    ${text} =    Text    bytes
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    bytes    WARN
    Log Text    bytes    html=True
    Print Text    bytes
    Print Text To Stderr    bytes
    Log Text By Logging    bytes

Failure Bytes
    Fail With Text    bytes
    [Teardown]    Log    ${TEST MESSAGE}

Error Bytes
    Run Keyword And Ignore Error    Raise Error With Text    bytes
    TRY
        Raise Error With Text    bytes
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    bytes
    Raise Error With Text    bytes

Text Bytearray
    ${text} =    Text    bytearray
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    bytearray    WARN
    Log Text    bytearray    html=True
    Print Text    bytearray
    Print Text To Stderr    bytearray
    Log Text By Logging    bytearray

Failure Bytearray
    Fail With Text    bytearray
    [Teardown]    Log    ${TEST MESSAGE}

Error Bytearray
    Run Keyword And Ignore Error    Raise Error With Text    bytearray
    TRY
        Raise Error With Text    bytearray
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    bytearray
    Raise Error With Text    bytearray

Text Escape Codes
    ${text} =    Text    escape codes
    Log    ${text}
    Log    before ${text} after
    Log Many    ${text}    x=${text}
    VAR    ${again}    ${text}
    Set Test Documentation    doc ${text}
    Set Test Message    message ${text}
    Log Text    escape codes    WARN
    Log Text    escape codes    html=True
    Print Text    escape codes
    Print Text To Stderr    escape codes
    Log Text By Logging    escape codes

Failure Escape Codes
    Fail With Text    escape codes
    [Teardown]    Log    ${TEST MESSAGE}

Error Escape Codes
    Run Keyword And Ignore Error    Raise Error With Text    escape codes
    TRY
        Raise Error With Text    escape codes
    EXCEPT    AS    ${error}
        Log    ${error}
    END
    Run Keyword And Continue On Failure    Raise Error With Text    escape codes
    Raise Error With Text    escape codes

Chained Errors
    Raise Chained Errors

Every Level
    Log At Every Level

Printed Levels
    Print Levels

Skipped With A Text
    Skip With Text    controls

To The Console
    Write To The Console
    Log To Console    text \x07 ü
    Log    also to the console \x1b[31mred    console=True

Name With \x01 And Ünïcode 東京
    [Documentation]    Doc with \x01 and *bold*.
    [Tags]    tag \x03    Ümlaut
    Log    \x01

Html In A Message
    Fail    *HTML* <b>bold \x01</b>

Many Messages
    Log Many Messages

Formatters
    ${bytes} =    Text    bytes
    Log    ${bytes}    formatter=repr
    Log    ${bytes}    formatter=ascii
    Log    ${bytes}    formatter=type
    Log    ${bytes}    formatter=len
    Log    <i>\x01</i>    html=True
    Log    warn \x85    WARN
    Log    error \x9f    ERROR

Metadata
    Set Suite Metadata    Key \x01    value \x85\x01
    Set Suite Documentation    doc \x01\x85    append=True
    Set Tags    set \x04
    Remove Tags    tag*
    Set Test Message    *HTML* <b>\x05</b>
    Set Test Message    more \x06    append=True

Arguments
    Arguments    \x01    named=\x85    \x0b=\x0c    free=\x1f
    Run Keyword    Log    \x02
    Run Keyword And Expect Error    *\x03*    Fail    a \x03 b

In Structures
    FOR    ${item}    IN    \x01    \x85    ü
        Log    ${item}
    END
    IF    $item == '\x01'    Log    \x01    ELSE IF    $item == 'ü'    Log    \x85    ELSE    No Operation
    WHILE    True    limit=2    on_limit=pass    on_limit_message=limit \x01
        CONTINUE
    END
    TRY
        Fail    \x01\x85
    EXCEPT    a*    \x01\x85    type=GLOB    AS    ${error}
        VAR    @{values}    \x02    ${error}
        Log Many    @{values}
    END


*** Keywords ***
Log Many Messages
    Texts.Log Many    500

Arguments
    [Arguments]    ${first}    ${named}=\x04    &{free}
    [Documentation]    Doc \x01.
    [Tags]    tag \x05
    Log Many    ${first}    ${named}    &{free}
    RETURN    \x06
