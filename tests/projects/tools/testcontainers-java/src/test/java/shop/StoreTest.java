package shop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

class StoreTest {
    @Testcontainers
    static class WithDatabase {
        @Container
        static PostgreSQLContainer<?> database = new PostgreSQLContainer<>("postgres:16").withDatabaseName("shop");

        @Test
        void connects() {
            assertTrue(database.getJdbcUrl().startsWith("jdbc:"));
        }
    }

    @Test
    void sendsMail() {
        try (GenericContainer<?> mail = new GenericContainer<>("mailhog/mailhog").withExposedPorts(1025)) {
            mail.start();
            assertTrue(mail.isRunning());
        }
    }

    @Test
    void addsUp() {
        assertTrue(1 + 1 == 2);
    }
}
