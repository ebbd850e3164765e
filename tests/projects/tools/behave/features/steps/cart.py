from behave import given, then, use_step_matcher, when

from features.environment import browser
from shop.app import total


@given("an empty cart")
def empty(context):
    context.items = {}


@when("I add {count:d} apples")
def add(context, count):
    context.items["apple"] = count


@then("the total is {amount:g}")
def check_total(context, amount):
    assert total(context.items) == amount


@given("I am a member")
def member(context):
    context.member = True


@when("I send the cart")
def send(context):
    context.answer = context.client.post("/cart", json={"items": {"apple": 1}, "member": context.member})


@when("I open the home page")
def open_home(context):
    browser(context).get("http://localhost:5000/")


use_step_matcher("re")


@then(r"the answer says (?P<amount>[\d.]+)")
def check_answer(context, amount):
    assert context.answer.json["total"] == float(amount)


@then("nobody asks for this")
def unused(context): ...
