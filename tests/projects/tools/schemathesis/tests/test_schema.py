import schemathesis

from shop.app import app

schema = schemathesis.openapi.from_wsgi("/openapi.json", app)


@schema.parametrize()
def test_every_operation(case):
    case.call_and_validate()
