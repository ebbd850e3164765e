SECRET_KEY = "only for the example"
ROOT_URLCONF = "library.urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "loans"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
USE_TZ = False
STATIC_URL = "/static/"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
