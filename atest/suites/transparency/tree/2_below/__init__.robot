*** Settings ***
Suite Setup         Set Suite Metadata    Set    below    top=True
