from selenium import webdriver

from shop.app import app


def before_all(context):
    context.client = app.test_client()


def before_scenario(context, scenario):
    context.items = {}
    context.member = False


def browser(context):
    context.driver = webdriver.Chrome()
    return context.driver
