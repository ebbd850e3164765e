package shop.pages;

import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.FindBy;
import org.openqa.selenium.support.PageFactory;

public class LoginPage {
    private final WebDriver driver;

    @FindBy(id = "user")
    private WebElement user;

    @FindBy(css = ".send")
    private WebElement send;

    @FindBy(className = "error")
    private WebElement error;

    public LoginPage(WebDriver driver) {
        this.driver = driver;
        PageFactory.initElements(driver, this);
    }

    public LoginPage open(String base) {
        driver.get(base + "/login");
        return this;
    }

    public CartPage logIn(String name) {
        user.sendKeys(name);
        send.click();
        return new CartPage(driver);
    }

    public String error() {
        return error.getText();
    }
}
