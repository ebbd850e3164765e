package shop;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.*;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.*;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;

/** The gateway in front of the Python service answers under the same paths. */
@WebMvcTest
class ProxyTest {
    @Autowired private MockMvc mvc;
    @Autowired private TestRestTemplate rest;
    @Autowired private WebTestClient web;

    @Test
    void adds() throws Exception {
        mvc.perform(post("/items").content("{\"name\": \"cup\"}")).andExpect(status().isCreated());
    }

    @Test
    void reads() {
        String answer = rest.getForObject("http://localhost:5000/items/{number}", String.class, 3);
        assert answer.contains("tea");
    }

    @Test
    void readsReactively() {
        web.get().uri("/items/3").exchange().expectStatus().isOk();
    }

    @Test
    void namesAreShort() {
        assert "tea".length() < 10;
    }
}
