*** Test Cases ***
Surrogate
    ${text} =    Evaluate    '\\ud800'
    Log    before ${text} after \x85
    Run Keyword    Log Many    ${text}
    Fail    fails ${text} here
