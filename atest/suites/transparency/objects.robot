*** Settings ***
Documentation       Objects in variables, arguments and return values whose methods must not be called.
Library             Objects.py


*** Test Cases ***
Odd None
    ${odd} =    Odd    none
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Str
    ${odd} =    Odd    str
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Eq
    ${odd} =    Odd    eq
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Getattr
    ${odd} =    Odd    getattr
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Class
    ${odd} =    Odd    class
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Bool
    ${odd} =    Odd    bool
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Iter
    ${odd} =    Odd    iter
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Property
    ${odd} =    Odd    property
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Counting
    ${odd} =    Odd    counting
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Text
    ${odd} =    Odd    text
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Enum
    ${odd} =    Odd    enum
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Pair
    ${odd} =    Odd    pair
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Recursive
    ${odd} =    Odd    recursive
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Deque
    ${odd} =    Odd    deque
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd User List
    ${odd} =    Odd    user list
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd User Dict
    ${odd} =    Odd    user dict
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd User Text
    ${odd} =    Odd    user text
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Ordered
    ${odd} =    Odd    ordered
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Default
    ${odd} =    Odd    default
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Generator
    ${odd} =    Odd    generator
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Module
    ${odd} =    Odd    module
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Function
    ${odd} =    Odd    function
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Type
    ${odd} =    Odd    type
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Error
    ${odd} =    Odd    error
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Huge
    ${odd} =    Odd    huge
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Nan
    ${odd} =    Odd    nan
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Mixed
    ${odd} =    Odd    mixed
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Odd Dict Of Odd
    ${odd} =    Odd    dict of odd
    Take    ${odd}    x=${odd}
    Take    ${odd}    name with ${{'blank'}}
    Run Keyword And Ignore Error    Take    text with ${odd}
    Run Keyword And Ignore Error    Log    ${odd}
    Run Keyword And Ignore Error    Run Keyword    Take    ${odd}
    Run Keyword And Ignore Error    Take    @{odd}
    Run Keyword And Ignore Error    Take    &{odd}
    Run Keyword And Ignore Error    Take    ${odd.attribute} ${odd.broken}
    Run Keyword And Ignore Error    Take    ${odd}[0]
    ${returned} =    Return It    ${odd}
    Set Test Variable    ${returned}
    VAR    ${again}    ${odd}
    VAR    @{list}    ${odd}    ${odd}
    VAR    &{named}    odd=${odd}    a=${1}
    Run Keyword And Ignore Error    Fail With    ${odd}
    FOR    ${item}    IN    ${odd}    ${7}
        Take    ${item}
    END
    ${accesses} =    Accesses
    Log    ${accesses}

Several Values
    ${a}    ${b}    ${c} =    Several
    @{all} =    Several
    ${first}    @{rest} =    Several
    Take    @{all}    ${first}

Attributes
    ${odd} =    Odd    property
    Take    ${odd.fine}
    Run Keyword And Expect Error    *no property*    Take    ${odd.broken}

Failing With An Object
    ${odd} =    Odd    str
    Fail With    ${odd}

Counting In A Condition
    ${odd} =    Odd    counting
    IF    $odd == 1    Fail
    WHILE    $odd != $odd
        Fail
    END
    Should Be Equal    ${odd}    ${odd}
    ${accesses} =    Accesses
    Log    ${accesses}

Attribute Computed Once
    ${odd} =    Odd    counting
    Take    ${odd.attribute}
    Run Keyword    Take    ${odd.attribute}
    ${accesses} =    Accesses
    Should Be Equal    ${accesses}    attribute,attribute


*** Keywords ***
Return It
    [Arguments]    ${value}
    RETURN    ${value}
