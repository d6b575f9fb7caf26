Feature: Scope

  SIO_MULTICAST_SCOPE says how far what a member sends may go: to the sockets of its own host, on the wire, or past
  routers. At first it goes on the wire.

  @SCOPE-1 @nonrooted @nonrooted-data @scope
  Scenario: At first data goes on the wire
    Given two members that have joined
    When member-1 sends "to our neighbours"
    Then member-2 receives "to our neighbours"

  @SCOPE-1 @nonrooted @nonrooted-data @scope
  Scenario: At 0 data stays on the host
    Given two members that have joined
    And a member that has joined on the node of member-1
    When member-1 sets its scope to 0
    And member-1 sends "for this house"
    Then member-3 receives "for this house"

  @SCOPE-1 @nonrooted @nonrooted-data @scope @two-hosts
  Scenario: At 0 data does not get to another host
    Given two members that have joined
    When member-1 sets its scope to 0
    And member-1 sends "not beyond this house"
    Then member-2 receives nothing

  @SCOPE-1 @nonrooted @nonrooted-data @scope
  Scenario: At 1 data goes on the wire again
    Given two members that have joined
    When member-1 sets its scope to 0
    And member-1 sets its scope to 1
    And member-1 sends "down the street"
    Then member-2 receives "down the street"
