*** Settings ***
Documentation       Groups: Robot Framework 7.2 and newer.


*** Test Cases ***
Group
    GROUP    Name
        Log    inside
    END

Group Without Name
    GROUP
        Log    inside
    END

Group With A Variable And Odd Text
    VAR    ${name}    value
    GROUP    ${name} \x01 ü
        Log    inside
    END

Group That Fails
    GROUP    Failing
        Fail    inside
        Log    not run
    END
    GROUP    Not run
        Log    not run
    END

Group In Structures
    FOR    ${item}    IN    a    b
        GROUP    ${item}
            IF    '${item}' == 'b'    BREAK
            CONTINUE
        END
    END
    In A Group

Group Without Body
    GROUP    Empty
    END

Group With Unknown Variable
    GROUP    ${no such}
        Log    not run
    END


*** Keywords ***
In A Group
    GROUP    Returns
        RETURN    7
    END
