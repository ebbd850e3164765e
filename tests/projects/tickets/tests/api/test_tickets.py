from fastapi.testclient import TestClient

from tickets.app import app

client = TestClient(app)


def test_a_ticket_needs_a_title():
    answer = client.post("/api/tickets", json={"title": " "})
    assert answer.status_code == 422
    assert answer.json()["detail"] == "A ticket needs a title"


def test_there_is_no_such_ticket():
    assert client.get("/api/tickets/99").status_code == 404
