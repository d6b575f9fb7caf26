Feature: What a session is

  A rooted session lives as long as its c_root. A nonrooted one is there before anybody joins. In a rooted data
  plane all data goes to the d_root or comes from it; in a nonrooted one everybody hears everybody else.

  Rule: A rooted session ends with its root

    @TAXONOMY-1 @invite @nonrooted-data
    Scenario: Leaves that were invited hear each other no longer
      Given a root and two leaves that it has invited
      When the root closes its socket
      And it is quiet
      And leaf-1 sends "is anybody there"
      Then leaf-2 receives nothing

    @TAXONOMY-1 @admit @nonrooted-data
    Scenario: Leaves that were admitted hear each other no longer
      Given a root and two leaves that it has admitted
      When the root closes its socket
      And it is quiet
      And leaf-2 sends "are we alone"
      Then leaf-1 receives nothing

    @TAXONOMY-1 @admit
    Scenario: A leaf that waits to be admitted does not come in
      Given a root that is listening and a leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      When the root closes its socket
      Then the leaf's join fails

    @TAXONOMY-1 @admit
    Scenario: Nobody comes in after the root
      Given a root and a leaf that it has admitted
      And a leaf
      When the root closes its socket
      And it is quiet
      And leaf-2 requests admittance
      Then leaf-2's join fails

    @TAXONOMY-1 @invite
    Scenario: An invited leaf that accepts after the root has gone does not come in
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the root closes its socket
      And it is quiet
      And the leaf accepts
      Then the leaf's call fails

    @TAXONOMY-1 @admit @shutdown
    Scenario: Nobody is admitted by a root that was shut down
      Given a root and a leaf that it has admitted
      And a leaf
      When the root shuts its socket down
      And it is quiet
      And leaf-2 requests admittance
      And it is quiet
      And the root accepts
      Then leaf-2's join fails

    @TAXONOMY-1 @invite @shutdown
    Scenario: Nobody is invited by a root that was shut down
      Given a root and a leaf that it has invited
      And a leaf that is listening
      When the root shuts its socket down
      And it is quiet
      And the root invites leaf-2
      Then the root's join fails

    @TAXONOMY-1 @admit @shutdown @nonrooted-data
    Scenario: Leaves of a root that was shut down hear each other no longer
      Given a root and two leaves that it has admitted
      When the root shuts its socket down
      And it is quiet
      And leaf-1 sends "who turned the light off"
      Then leaf-2 receives nothing

  Rule: A nonrooted session is there before its members

    @TAXONOMY-2 @nonrooted @missing-session
    Scenario: A member names a session that does not exist
      Given a member
      When the member calls WSPJoinLeaf, naming a session that does not exist
      Then the member's join fails

    @TAXONOMY-2 @nonrooted @missing-session
    Scenario: Members do not bring about a session by naming it together
      Given two members
      When member-1 calls WSPJoinLeaf, naming a session that does not exist
      And member-2 calls WSPJoinLeaf, naming a session that does not exist
      Then member-1's join fails
      And member-2's join fails

  Rule: In a rooted data plane the d_root is at one end of everything

    @TAXONOMY-3 @rooted-data @invite
    Scenario: A root and the leaves that it has invited
      Given a root and three leaves that it has invited
      When the root sends "to all leaves"
      Then "to all leaves" reaches leaf-1, leaf-2 and leaf-3
      When leaf-2 sends "to the root"
      Then the root receives "to the root"
      But nothing reaches leaf-1 and leaf-3

    @TAXONOMY-3 @rooted-data @admit
    Scenario: A root and the leaves that it has admitted
      Given a root and three leaves that it has admitted
      When the root sends "to every leaf"
      Then "to every leaf" reaches leaf-1, leaf-2 and leaf-3
      When leaf-3 sends "to the root alone"
      Then the root receives "to the root alone"
      But nothing reaches leaf-1 and leaf-2

    @TAXONOMY-3 @rooted-data @invite
    Scenario: A leaf that has left hears nothing more, the others do
      Given a root and two leaves that it has invited
      When leaf-1 closes its socket
      And it is quiet
      And the root sends "farewell"
      Then leaf-2 receives "farewell"

  Rule: In a nonrooted data plane everybody hears everybody else

    @TAXONOMY-4 @nonrooted-data @invite
    Scenario: A root and the leaves that it has invited hear one another
      Given a c_root/d_leaf root and three leaves that it has invited
      When the root sends "from the root"
      Then "from the root" reaches leaf-1, leaf-2 and leaf-3
      When leaf-2 sends "from the second leaf"
      Then "from the second leaf" reaches the root, leaf-1 and leaf-3

    @TAXONOMY-4 @nonrooted-data @admit
    Scenario: A root and the leaves that it has admitted hear one another
      Given a c_root/d_leaf root and three leaves that it has admitted
      When the root sends "from the one who listens"
      Then "from the one who listens" reaches leaf-1, leaf-2 and leaf-3
      When leaf-1 sends "from the first leaf"
      Then "from the first leaf" reaches the root, leaf-2 and leaf-3

    @TAXONOMY-4 @nonrooted-data @nonrooted
    Scenario: Members of a nonrooted session
      Given three members that have joined
      When member-1 sends "from the first"
      Then "from the first" reaches member-2 and member-3
      When member-3 sends "from the third"
      Then "from the third" reaches member-1 and member-2
