package shop;

import static com.github.tomakehurst.wiremock.client.WireMock.*;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RatesTest {
    private final WireMockServer rates = new WireMockServer(8089);

    @BeforeEach
    void start() {
        rates.start();
        rates.stubFor(get(urlPathEqualTo("/rates")).willReturn(okJson("{\"EUR\": 1}")));
    }

    @AfterEach
    void stop() {
        rates.stop();
    }

    @Test
    void addsAnItem() {
        given().body("{\"name\": \"cup\"}").post("http://localhost:5000/items").then().statusCode(201);
    }

    @Test
    void rounds() {
        assertEquals(2, Math.round(1.5));
    }
}
