"""Run the shop with demo data: ``python -m shop``."""

from . import create_app
from .database import open_session
from .seed import seed_demo

app = create_app({"DATABASE_URL": "sqlite:///kettle.db"})
with open_session(app) as session:
    seed_demo(session)
app.run()
