Feature: Cart
  Scenario: empty
    Given an empty cart
    Then the total is 0

  Scenario: over HTTP
    Given a cart with 3 items
    When I read the cart
    Then it answers 200
