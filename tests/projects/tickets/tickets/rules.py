from dataclasses import dataclass

STATES = {"open": ("started",), "started": ("done", "open"), "done": ()}


@dataclass
class Ticket:
    title: str
    state: str = "open"
    votes: int = 0


def priority_of(ticket):
    """The more votes, the nearer to the top."""
    if ticket.votes > 10:
        return "high"
    return "normal" if ticket.votes else "low"


def can_move(ticket, state):
    return state in STATES[ticket.state]


def problem_with(title):
    if not title.strip():
        return "A ticket needs a title"
    if len(title) > 80:
        return f"{len(title)} letters are too many"
    return ""
