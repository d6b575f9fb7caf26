Feature: Loopback

  SIO_MULTIPOINT_LOOPBACK says whether a member hears what it sends itself. How it stands at first is not said.

  @LOOPBACK-1 @nonrooted @nonrooted-data @loopback
  Scenario: A member hears itself
    Given two members that have joined
    When member-1 turns loopback on
    And member-1 sends "do I hear this"
    Then member-1 hears itself say "do I hear this"
    And member-2 receives "do I hear this"

  @LOOPBACK-1 @nonrooted @nonrooted-data @loopback
  Scenario: A member does not hear itself
    Given two members that have joined
    When member-1 turns loopback off
    And member-1 sends "or this"
    Then member-1 does not hear itself

  @LOOPBACK-1 @nonrooted @nonrooted-data @loopback
  Scenario: A member changes its mind
    Given a member that has joined
    When the member turns loopback off
    And the member sends "once"
    Then the member does not hear itself
    When the member turns loopback on
    And the member sends "again"
    Then the member hears itself say "again"

  @LOOPBACK-1 @invite @nonrooted-data @loopback
  Scenario: A root of a nonrooted data plane hears itself, or not
    Given a c_root/d_leaf root and a leaf that it has invited
    When the root turns loopback on
    And the root sends "testing"
    Then the root hears itself say "testing"
    And the leaf receives "testing"
    When the root turns loopback off
    And the root sends "testing no more"
    Then the leaf receives "testing no more"
    But the root does not hear itself

  @LOOPBACK-1 @admit @nonrooted-data @loopback
  Scenario: A leaf of a nonrooted data plane hears itself, or not
    Given a c_root/d_leaf root and a leaf that it has admitted
    When the leaf turns loopback on
    And the leaf sends "an echo"
    Then the leaf hears itself say "an echo"
    And the root receives "an echo"
    When the leaf turns loopback off
    And the leaf sends "no echo"
    Then the root receives "no echo"
    But the leaf does not hear itself
