from django.urls import path

from loans.views import LoanDetail, LoanList, give_back

app_name = "loans"
urlpatterns = [
    path("", LoanList.as_view(), name="list"),
    path("<int:pk>/", LoanDetail.as_view(), name="detail"),
    path("<int:pk>/return/", give_back, name="return"),
]
