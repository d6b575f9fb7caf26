Feature: What protocol entries say

  A protocol entry says whether it supports multipoint at all, and which of its planes are rooted. What the provider
  claims has to be found there.

  @INFO-1
  Scenario: The bits of the entries mean what they say
    Given the protocol entries of the provider
    Then they agree with what the provider claims

  @INFO-2
  Scenario: Two data planes are two entries
    Given the protocol entries of the provider
    Then they agree with what the provider claims
