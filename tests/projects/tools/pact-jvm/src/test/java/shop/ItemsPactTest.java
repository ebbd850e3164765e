package shop;

import static io.restassured.RestAssured.given;

import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.junit5.PactConsumerTestExt;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.RequestResponsePact;
import au.com.dius.pact.core.model.annotations.Pact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PactConsumerTestExt.class)
@PactTestFor(providerName = "shop")
class ItemsPactTest {
    @Pact(consumer = "web")
    RequestResponsePact oneItem(PactDslWithProvider builder) {
        return builder.given("an item")
                .uponReceiving("a request for it")
                .path("/items/3")
                .method("GET")
                .willRespondWith()
                .status(200)
                .toPact();
    }

    @Test
    @PactTestFor(pactMethod = "oneItem")
    void readsAnItem(MockServer server) {
        given().baseUri(server.getUrl()).get("/items/3").then().statusCode(200);
    }
}
