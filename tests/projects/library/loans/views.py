from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, ListView

from loans.models import Loan
from loans.rules import fee_of, may_renew, notice_for


class LoanList(ListView):
    model = Loan
    template_name = "loans/list.html"
    context_object_name = "loans"


class LoanDetail(DetailView):
    model = Loan
    template_name = "loans/detail.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["fee"] = fee_of(self.object.days)
        context["renewable"] = may_renew(self.object.days, self.object.returned)
        context["notice"] = notice_for(self.object.days)
        return context


def give_back(request, pk):
    if request.method != "POST":
        return HttpResponseBadRequest("A book is given back with a form")
    loan = get_object_or_404(Loan, pk=pk)
    loan.returned = True
    loan.save()
    return redirect("loans:list")
