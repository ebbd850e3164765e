package shop;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ItemsApiTest {
    @BeforeAll
    static void address() {
        RestAssured.baseURI = "http://localhost:5000";
    }

    @Test
    void knowsThePrice() {
        given().pathParam("name", "tea")
                .when().get("/api/items/{name}")
                .then().statusCode(200).body("price", equalTo(450));
    }

    @Test
    void adds() {
        given().contentType("application/json").body("{\"name\": \"tea\"}")
                .when().post("/api/cart")
                .then().statusCode(201);
    }
}
