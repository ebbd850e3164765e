import sqlite3

from tickets.rules import Ticket


class Board:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def tickets(self):
        rows = self.connection.execute("select title, state, votes from ticket").fetchall()
        return [Ticket(*row) for row in rows]

    def ticket(self, number):
        row = self.connection.execute("select title, state, votes from ticket where id = ?", [number]).fetchone()
        return Ticket(*row) if row else None

    def add(self, title):
        self.connection.execute("insert into ticket (title) values (?)", [title])
