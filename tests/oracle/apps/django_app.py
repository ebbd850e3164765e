"""Django in one file, by WSGI and by ASGI."""

import asyncio
import threading

import business
import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

settings.configure(
    ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="only-here", MIDDLEWARE=[f"{__name__}.cors"]
)
django.setup()


def cors(get_response):
    def middleware(request):
        response = get_response(request)
        for name, value in business.CORS:
            response[name] = value
        return response

    return middleware


def page(request):
    business.log(request.GET["key"], "page")
    return HttpResponse(business.PAGE)


def call(request, name):
    key = request.GET["key"]
    business.log(key, "call")
    return HttpResponse(business.CALLS[name](key))


def rows(request):
    return StreamingHttpResponse(business.rows(request.GET["key"]), content_type="text/plain")


def mail(request):
    key = request.GET["key"]
    thread = threading.Thread(target=business.mail, args=(key,))
    thread.start()
    thread.join()
    return HttpResponse("sent")


async def stock(request):
    key = request.GET["key"]
    await asyncio.sleep(0)
    return HttpResponse(await asyncio.to_thread(business.stock, key))


urlpatterns = [
    path("page", page),
    path("call/rows", rows),
    path("call/mail", mail),
    path("call/stock", stock),
    path("call/<name>", call),
]
wsgi = get_wsgi_application()
asgi = get_asgi_application()
