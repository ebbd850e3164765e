package shop;

import static io.gatling.javaapi.core.CoreDsl.*;
import static io.gatling.javaapi.http.HttpDsl.*;

import io.gatling.javaapi.core.*;
import io.gatling.javaapi.http.HttpProtocolBuilder;

public class ItemsSimulation extends Simulation {
    private final HttpProtocolBuilder protocol = http.baseUrl("http://localhost:5000");

    private final ChainBuilder reading = exec(http("read").get("/items/3").check(status().is(200)));

    private final ScenarioBuilder shoppers = scenario("Shoppers")
            .exec(reading)
            .pause(1)
            .exec(http("add").post("/items").body(StringBody("{\"name\": \"cup\"}")));

    {
        setUp(shoppers.injectOpen(rampUsers(10).during(5))).protocols(protocol);
    }
}
