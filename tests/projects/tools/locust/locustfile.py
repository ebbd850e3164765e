from locust import HttpUser, task


class Shopper(HttpUser):
    @task
    def read(self):
        self.client.get("/cart/3")
