*** Settings ***
Documentation       The same keywords where the UI library is Browser.
Library             Browser.py
Library             QuashLibrary    registry=../../registries/ui.yaml    ui_library=Browser


*** Variables ***
${PIN}      obvious-third-pin


*** Test Cases ***
What Is Typed Is Shown
    [Documentation]    PASS
    Type Backend Value    css=#pin    @secret    text=${PIN}
    UI Should Match Backend    css=#pin    @secret    text=${PIN}
