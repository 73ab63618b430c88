*** Settings ***
Documentation       The setup of a folder uses a registry with problems.
Library             QuashLibrary    registry=../../../registries/bad/not_yaml.yaml
Suite Setup         @any
Suite Teardown      @any
