from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel

from tickets.rules import can_move, priority_of, problem_with
from tickets.store import Board

router = APIRouter(prefix="/tickets")
pages = Jinja2Templates(directory="tickets/templates")


class NewTicket(BaseModel):
    title: str


def board():
    return Board("tickets.db")


@router.post("", status_code=201)
def create(given: NewTicket, board: Board = Depends(board)):
    problem = problem_with(given.title)
    if problem:
        raise HTTPException(422, problem)
    board.add(given.title)
    return {"title": given.title}


@router.get("/{number}")
def show(number: int, board: Board = Depends(board)):
    ticket = board.ticket(number)
    if ticket is None:
        raise HTTPException(404, "There is no such ticket")
    return {"title": ticket.title, "priority": priority_of(ticket)}


@router.get("/{number}/page", response_class=HTMLResponse)
async def page(request: Request, number: int, board: Board = Depends(board)):
    ticket = board.ticket(number)
    context = {
        "ticket": ticket,
        "priority": priority_of(ticket),
        "closable": can_move(ticket, "done"),
    }
    return pages.TemplateResponse(request, "ticket.html", context)


app = FastAPI()
app.include_router(router, prefix="/api")
