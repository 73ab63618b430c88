*** Test Cases ***
First
    Set Suite Variable    ${below}    value    children=True
    Log    ${SUITE NAME}

Same Name
    No Operation

Same Name
    Log    twice
