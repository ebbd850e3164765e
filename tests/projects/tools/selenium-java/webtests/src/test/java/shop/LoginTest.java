package shop;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pages.CartPage;
import shop.pages.LoginPage;

class LoginTest extends Browser {
    @Test
    void leadsToTheCart() {
        new LoginPage(driver).open(BASE).logIn("ann");
        assertEquals("Shop: cart", driver.getTitle());
    }

    @Test
    void anEmptyCartCostsNothing() {
        CartPage cart = new CartPage(driver).open(BASE);
        assertEquals("0.00 EUR", cart.total());
    }

    @Nested
    class WhenUnknown {
        @ParameterizedTest
        @ValueSource(strings = {"eve", ""})
        void refuses(String name) {
            LoginPage page = new LoginPage(driver).open(BASE);
            page.logIn(name);
            assertEquals("Unknown user", page.error());
        }
    }
}
