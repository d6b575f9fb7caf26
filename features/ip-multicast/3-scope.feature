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

  @SCOPE-1 @invite @nonrooted-data @scope @two-hosts
  Scenario: What a root sends at 0 does not get to an invited leaf on another host
    Given a c_root/d_leaf root and a leaf that it has invited
    When the root sets its scope to 0
    And the root sends "not for those outside"
    Then the leaf receives nothing
    When the root sets its scope to 1
    And the root sends "come in, all"
    Then the leaf receives "come in, all"

  @SCOPE-1 @invite @nonrooted-data @scope
  Scenario: At first what a root sends gets to an invited leaf
    Given a c_root/d_leaf root and a leaf that it has invited
    When the root sends "wherever you are"
    Then the leaf receives "wherever you are"

  @SCOPE-1 @admit @nonrooted-data @scope @two-hosts
  Scenario: What an admitted leaf sends at 0 does not get to a root on another host
    Given a c_root/d_leaf root and a leaf that it has admitted
    When the leaf sets its scope to 0
    And the leaf sends "between these walls"
    Then the root receives nothing
    When the leaf sets its scope to 1
    And the leaf sends "over the fence"
    Then the root receives "over the fence"

  @SCOPE-1 @admit @nonrooted-data @scope
  Scenario: At first what an admitted leaf sends gets to the root
    Given a c_root/d_leaf root and a leaf that it has admitted
    When the leaf sends "wherever the root is"
    Then the root receives "wherever the root is"
