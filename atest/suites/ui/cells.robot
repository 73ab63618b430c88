*** Settings ***
Documentation       Cells of the keywords that take a locator, on a screen on which any text can be a locator.
Library             ScreenOfTexts.py
Library             QuashLibrary    registry=../../registries/ui.yaml    ui_library=ScreenOfTexts


*** Variables ***
${PIN}      obvious\${test}-pin


*** Test Cases ***
Locator With Equals Sign Is Positional
    [Documentation]    PASS
    UI Should Match Backend    css=#total    @said    text=1234.5    as=number
    UI Should Match Backend    //*[@id="x"]    @said    text=23.00 EUR    as=money
    UI Should Match Backend    id=a=b    @said    text=same
    UI Should Match Backend    a\${b}\\c    @said    text=odd
    VAR    @{cells}    id=a=b    @said
    UI Should Match Backend    @{cells}    text=same

Locator Comes From A Variable
    [Documentation]    PASS
    VAR    ${total}    css=#total
    UI Should Match Backend    ${total}    @said    text=1,234.50

Repeated Until They Agree
    [Documentation]    PASS
    UI Should Match Backend    css=#count    @said    text=3

Ambiguous Number
    [Documentation]    FAIL REGEXP: @said failed: .*\n.*the screen's "1,234" is ambiguous: 1234 or 1.234; compare it as text[\\s\\S]*
    UI Should Match Backend    css=#total    @said    text=x    as=number    matches=(.*)[.]    within=0s

Unknown Slug
    [Documentation]    FAIL REGEXP: [\\s\\S]*No validation named @sayed in .* Did you mean @said\\?[\\s\\S]*
    UI Should Match Backend    css=#total    @sayed    text=x

Secret Is Typed
    [Documentation]    PASS
    Type Backend Value    css=#pin    @secret    text=${PIN}
    Typed Text Should Be    css=#pin    obvious|\${test}|-pin

Value That Is Not Declared Secret Is Masked When Typed
    [Documentation]    PASS
    Type Backend Value    css=#pin    @said    value=text    text=obvious-other-pin
    Typed Text Should Be    css=#pin    obvious-|other-pin

Nothing Is Typed After A Failure
    [Documentation]    FAIL @secret: no input "txt"; did you mean "text"?
    Type Backend Value    css=#pin    @secret    txt=x

Value Is Missing
    [Documentation]    FAIL STARTS: @two-values failed: $.query.txt should be found, was not found
    UI Should Match Backend    id=a=b    @two-values    value=$.query.txt    text=same

Value To Type Is Missing
    [Documentation]    FAIL STARTS: @two-values failed: $.query.txt should be found, was not found
    Type Backend Value    css=#pin    @two-values    value=$.query.txt    text=obvious-fourth-pin

Nothing To Type
    [Documentation]    FAIL STARTS: @numbers failed: $.none should be something to type, was null
    Type Backend Value    css=#pin    @numbers    value=$.none

Unknown Name Of A Value
    [Documentation]    FAIL @two-values: it fetches no value "txt"; did you mean "text"?
    Type Backend Value    css=#pin    @two-values    value=txt    text=obvious-fifth-pin

Host Cannot Be Resolved
    [Documentation]    FAIL REGEXP: @no-host error: .*not retried.*
    UI Should Match Backend    css=#total    @no-host

Certificate Is Not Trusted
    [Documentation]    FAIL REGEXP: @untrusted error: TLS with .*not retried.*
    UI Should Match Backend    css=#total    @untrusted

Backend Gives Up
    [Documentation]    FAIL REGEXP: @rejected failed: .*stopped early: give_up_if matched .\\$.state was "pending".*
    UI Should Match Backend    css=#total    @rejected

Request That Changes Something
    [Documentation]    FAIL REGEXP: @posted failed: .*not retried.*
    UI Should Match Backend    css=#total    @posted
