Feature: The root's descriptors for its leaves

  For each leaf the root holds a c_leaf descriptor, its link to that leaf, which behaves as the root's own socket
  does in what it has registered. Through it either side learns that the other has left.

  Rule: The link of an invited leaf is like the root's socket, but a c_leaf

    @USING-12 @invite
    Scenario: The events of the root are registered on the link without further doing
      Given a root and a leaf that it has invited
      When the leaf closes its socket
      Then the root's link to the leaf gets FD_CLOSE, once

    @USING-12 @EVENTS-4 @invite
    Scenario: What the root has not registered is not registered on the link
      Given an unregistered root and a leaf that is listening
      And the root has registered for FD_CONNECT
      When the root invites the leaf
      And it is quiet
      And the leaf accepts
      Then the root gets FD_CONNECT without error
      When the leaf closes its socket
      Then the root's link to the leaf gets no FD_CLOSE

    @USING-12 @invite
    Scenario: The link invites nobody
      Given a root and a leaf that it has invited
      And a leaf that is listening
      When the root calls WSPJoinLeaf on its link to leaf-1, naming leaf-2
      Then the root's call fails
      And leaf-2 gets no FD_ACCEPT

  Rule: The link of an admitted leaf is of the same kind

    @USING-15 @admit
    Scenario: The events of the root are registered on that link as well
      Given a root and a leaf that it has admitted
      When the leaf closes its socket
      Then the root's link to the leaf gets FD_CLOSE, once

    @USING-15 @admit
    Scenario: Neither can it do what a listening root can
      Given a root and a leaf that it has admitted
      When the root calls WSPAccept on its link to the leaf
      Then the root's call fails

    @USING-15 @admit
    Scenario: Each admitted leaf has a link of its own
      Given a root that is listening and two leaves
      When admittance is requested by leaf-1 and leaf-2
      And the root accepts
      Then the root's call returns a descriptor of its own
      When the root accepts
      Then the root's call returns a descriptor of its own

  Rule: The root learns from the link that a leaf has left

    @USING-13 @invite
    Scenario: One of two invited leaves leaves
      Given a root and two leaves that it has invited
      And the root has registered for the usual events on its link to leaf-1
      And the root has registered for the usual events on its link to leaf-2
      When leaf-1 closes its socket
      Then the root's link to leaf-1 gets FD_CLOSE, once
      But the root's link to leaf-2 gets no FD_CLOSE
      And leaf-2 gets no FD_CLOSE

    @USING-13 @admit
    Scenario: One of two admitted leaves leaves
      Given a root and two leaves that it has admitted
      And the root has registered for the usual events on its link to leaf-1
      And the root has registered for the usual events on its link to leaf-2
      When leaf-1 closes its socket
      Then the root's link to leaf-1 gets FD_CLOSE, once
      But the root's link to leaf-2 gets no FD_CLOSE
      And leaf-2 gets no FD_CLOSE

  Rule: A leaf learns that the root has dropped it, and no other leaf does

    @USING-14 @invite
    Scenario: One of two invited leaves is dropped
      Given a root and two leaves that it has invited
      And leaf-1 has registered for the usual events on its socket
      And leaf-2 has registered for the usual events on its socket
      When the root closes its link to leaf-1
      Then leaf-1 gets FD_CLOSE, once
      But leaf-2 gets no FD_CLOSE
      When the root sends "those who are left"
      Then leaf-2 receives "those who are left"

    @USING-14 @admit
    Scenario: One of two admitted leaves is dropped
      Given a root and two leaves that it has admitted
      And leaf-1 has registered for the usual events on its socket
      And leaf-2 has registered for the usual events on its socket
      When the root closes its link to leaf-2
      Then leaf-2 gets FD_CLOSE, once
      But leaf-1 gets no FD_CLOSE
      When the root sends "those who have stayed"
      Then leaf-1 receives "those who have stayed"

  Rule: All learn that the root has gone

    @USING-17 @invite
    Scenario: The root of two invited leaves closes
      Given a root and two leaves that it has invited
      And leaf-1 has registered for the usual events on its socket
      And leaf-2 has registered for the usual events on its socket
      And the root has registered for the usual events on its link to leaf-1
      And the root has registered for the usual events on its link to leaf-2
      When the root closes its socket
      Then FD_CLOSE, once comes to leaf-1 and leaf-2
      And the root's link to leaf-1 gets FD_CLOSE, once
      And the root's link to leaf-2 gets FD_CLOSE, once

    @USING-17 @admit
    Scenario: The root of two admitted leaves closes
      Given a root and two leaves that it has admitted
      And leaf-1 has registered for the usual events on its socket
      And leaf-2 has registered for the usual events on its socket
      And the root has registered for the usual events on its link to leaf-1
      And the root has registered for the usual events on its link to leaf-2
      When the root closes its socket
      Then FD_CLOSE, once comes to leaf-1 and leaf-2
      And the root's link to leaf-1 gets FD_CLOSE, once
      And the root's link to leaf-2 gets FD_CLOSE, once

    @USING-17 @invite @shutdown
    Scenario: The root of two invited leaves is shut down
      Given a root and two leaves that it has invited
      And leaf-1 has registered for the usual events on its socket
      And leaf-2 has registered for the usual events on its socket
      When the root shuts its socket down
      Then FD_CLOSE, once comes to leaf-1 and leaf-2

    @USING-17 @admit @shutdown
    Scenario: The root of two admitted leaves is shut down
      Given a root and two leaves that it has admitted
      And leaf-1 has registered for the usual events on its socket
      And leaf-2 has registered for the usual events on its socket
      When the root shuts its socket down
      Then FD_CLOSE, once comes to leaf-1 and leaf-2

    @USING-17 @admit
    Scenario: Leaves that wait to be admitted when the root closes are not left waiting
      Given a root that is listening and two leaves
      When admittance is requested by leaf-1 and leaf-2
      And the root closes its socket
      Then leaf-1's join fails
      And leaf-2's join fails

    @USING-17 @invite @shutdown
    Scenario: An invitation does not outlive the root's shutdown
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the root shuts its socket down
      And it is quiet
      And the leaf accepts
      Then all is as it should be
