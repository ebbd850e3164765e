Feature: Cart
  Background:
    Given an empty cart

  Scenario Outline: total of <count> apples
    When I add <count> apples
    Then the total is <total>

    Examples:
      | count | total |
      | 1     | 3     |
      | 2     | 6     |

  Scenario: members pay less
    Given I am a member
    When I send the cart
    Then the answer says 2.7

  Scenario: the home page
    When I open the home page

  Scenario: not written yet
    Given somebody writes this step
