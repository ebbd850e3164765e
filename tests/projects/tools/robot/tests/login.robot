*** Settings ***
Library    SeleniumLibrary

*** Test Cases ***
Login
    Open Browser    http://localhost:5000/    chrome
