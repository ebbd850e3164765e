import sqlalchemy


def count(engine):
    with engine.connect() as connection:
        return connection.execute(sqlalchemy.text("select count(*) from orders")).scalar()


def remembered(client, key):
    return client.get(key)
