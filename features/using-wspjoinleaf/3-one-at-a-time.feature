Feature: One join at a time

  A socket has at most one join under way. A leaf joins once; a root goes on inviting. A join that was refused, or
  that did not get through, can be tried again on the same socket.

  Rule: While a join is pending the next one is turned away

    @USING-7 @invite
    Scenario: A root invites another leaf too soon
      Given a root and two leaves that are listening
      When the root invites leaf-1
      Then leaf-1 gets FD_ACCEPT
      When the root invites leaf-2
      Then the root's call fails with WSAEALREADY
      And leaf-2 gets no FD_ACCEPT
      And the root gets no FD_CONNECT
      When leaf-1 accepts
      Then the root gets FD_CONNECT without error, once
      And leaf-2 gets no FD_ACCEPT
      When the root sends "one of you is missing"
      Then leaf-1 receives "one of you is missing"

    @USING-7 @invite
    Scenario: A root invites the same leaf twice
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the root calls WSPJoinLeaf, naming the leaf
      Then the root's call fails with WSAEALREADY
      And the leaf gets no FD_ACCEPT
      And the root gets no FD_CONNECT

    @USING-7 @invite
    Scenario: A second invitation that crosses the first is turned away as well
      Given a root and two leaves that are listening
      When the root invites leaf-1
      And the root invites leaf-2
      Then the root's call fails with WSAEALREADY
      And leaf-1 gets FD_ACCEPT
      But leaf-2 gets no FD_ACCEPT
      When leaf-1 accepts
      Then the root gets FD_CONNECT without error, once

    @USING-7 @admit
    Scenario: A leaf that waits to be admitted asks once more
      Given a root that is listening and a leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      When the leaf requests admittance
      Then the leaf's call fails with WSAEALREADY
      And the leaf gets no FD_CONNECT
      And the root gets no FD_ACCEPT
      When the root accepts
      Then the leaf gets FD_CONNECT without error, once
      When the root sends "as you were told"
      Then the leaf receives "as you were told"

    @USING-7 @admit
    Scenario: A leaf that waits to be admitted asks another root
      Given a root that is listening and another root that is listening
      And a leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      When the leaf calls WSPJoinLeaf, naming the other root
      Then the leaf's call fails with WSAEALREADY
      And the other root gets no FD_ACCEPT
      When the root accepts
      Then the leaf gets FD_CONNECT without error, once

    @USING-7 @admit
    Scenario: The second attempt of one leaf leaves another in peace
      Given a root that is listening and two leaves
      When admittance is requested by leaf-1 and leaf-2
      And leaf-1 requests admittance
      Then leaf-1's call fails with WSAEALREADY
      And no FD_CONNECT comes to leaf-1 and leaf-2
      When the root accepts twice
      Then FD_CONNECT without error, once comes to leaf-1 and leaf-2

    @USING-7 @nonrooted
    Scenario: A member that joins calls WSPJoinLeaf again before it knows
      Given a member
      When the member joins the session
      And the member joins the session
      Then the member's call fails with WSAEALREADY or WSAEISCONN
      And the member gets FD_CONNECT without error, once

  Rule: A leaf that has joined does not join again

    @USING-8 @admit
    Scenario: A leaf that was admitted asks again
      Given a root and a leaf that it has admitted
      When the leaf requests admittance
      Then the leaf's call fails with WSAEISCONN
      And the root gets no FD_ACCEPT

    @USING-8 @nonrooted
    Scenario: A member joins the session that it is in
      Given a member that has joined
      When the member joins the session
      Then the member's call fails with WSAEISCONN
      And the member gets no FD_CONNECT

  Rule: A root goes on inviting

    @USING-9 @invite
    Scenario: A root invites three leaves one after the other
      Given a root and three leaves that are listening
      When the root invites leaf-1
      Then leaf-1 gets FD_ACCEPT
      When leaf-1 accepts
      Then the root gets FD_CONNECT without error, once
      When the root invites leaf-2
      Then leaf-2 gets FD_ACCEPT
      When leaf-2 accepts
      Then the root gets FD_CONNECT without error, once
      When the root invites leaf-3
      Then leaf-3 gets FD_ACCEPT
      When leaf-3 accepts
      Then the root gets FD_CONNECT without error, once

    @USING-9 @invite
    Scenario: A root invites again after it has dropped its first leaf
      Given a root and a leaf that it has invited
      And a leaf that is listening
      When the root closes its link to leaf-1
      And the root invites leaf-2
      Then the root's call succeeds
      When leaf-2 accepts
      Then the root gets FD_CONNECT without error, once

  Rule: What was refused can be tried again

    @USING-10 @invite
    Scenario: A root invites a leaf again that did not listen at first
      Given a root and a leaf
      When the root invites the leaf
      Then the root's join fails
      When the leaf listens
      And the root invites the leaf
      Then all is as it should be

    @USING-10 @invite @condition
    Scenario: A root invites a leaf again that has rejected it
      Given a root and a leaf that is listening
      When the root invites the leaf
      And it is quiet
      And the leaf rejects
      Then the root's join fails with WSAECONNREFUSED
      When the root invites the leaf
      Then the root's call succeeds
      And the leaf gets FD_ACCEPT
      When the leaf accepts
      Then the root gets FD_CONNECT without error, once

    @USING-10 @admit
    Scenario: A leaf asks a root again that did not listen at first
      Given a root and a leaf
      When the leaf requests admittance
      Then the leaf's join fails
      When the root listens
      And the leaf requests admittance
      Then all is as it should be
      When the root accepts
      Then all is as it should be

    @USING-10 @admit @condition
    Scenario: A leaf asks a root again that has rejected it
      Given a root that is listening and a leaf
      When the leaf requests admittance
      And it is quiet
      And the root rejects
      Then the leaf's join fails with WSAECONNREFUSED
      When the leaf requests admittance
      Then the leaf's call succeeds
      And the root gets FD_ACCEPT
      When the root accepts
      Then the leaf gets FD_CONNECT without error, once

    @USING-10 @nonrooted @missing-session
    Scenario: A member that named no session joins one that exists
      Given a member
      When the member calls WSPJoinLeaf, naming a session that does not exist
      Then the member's join fails
      When the member joins the session
      Then all is as it should be

    @USING-10 @nonrooted @unreachable
    Scenario: A member that could not get through joins the session
      Given a member
      When the member calls WSPJoinLeaf, naming an address that cannot be reached
      Then the member's join fails
      When the member joins the session
      Then all is as it should be

    @USING-10 @admit @unreachable
    Scenario: A leaf that could not get through asks a root
      Given a root that is listening and a leaf
      When the leaf calls WSPJoinLeaf, naming an address that cannot be reached
      Then the leaf's join fails with WSAENETUNREACH or WSAETIMEDOUT
      When the leaf requests admittance
      Then the leaf's call succeeds
      When the root accepts
      Then the leaf gets FD_CONNECT without error, once

    @USING-10 @invite @unreachable
    Scenario: A root that could not get through invites a leaf
      Given a root and a leaf that is listening
      When the root calls WSPJoinLeaf, naming an address that cannot be reached
      Then the root's join fails with WSAENETUNREACH or WSAETIMEDOUT
      When the root invites the leaf
      Then the root's call succeeds
      When the leaf accepts
      Then the root gets FD_CONNECT without error, once
