Feature: What WSPJoinLeaf takes and what it returns

  The call is for multipoint sockets. A root gets a new descriptor, which stands for the leaf that it has invited; a
  leaf gets its own back. A socket without an address is given one.

  Rule: It takes multipoint sockets alone

    @USING-1 @invite @plain-sockets
    Scenario: A plain socket is turned away in front of a listening leaf
      Given a leaf that is listening and a plain socket
      When the plain socket calls WSPJoinLeaf, naming the leaf
      Then the plain socket's call fails
      And the leaf gets no FD_ACCEPT

    @USING-1 @admit @plain-sockets
    Scenario: A plain socket is turned away in front of a listening root
      Given a root that is listening and a plain socket
      When the plain socket calls WSPJoinLeaf, naming the root
      Then the plain socket's call fails
      And the root gets no FD_ACCEPT

    @USING-1 @nonrooted @plain-sockets
    Scenario: A plain socket is turned away from a nonrooted session
      Given a member that has joined and a plain socket
      When the plain socket calls WSPJoinLeaf, naming the session
      Then the plain socket's call fails

  Rule: A root gets a new descriptor

    @USING-2 @invite
    Scenario: An invitation returns a descriptor of its own
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the root's call returns a descriptor of its own

    @USING-2 @invite
    Scenario: Each invitation returns another descriptor
      Given a root and two leaves that it has invited
      And a leaf that is listening
      When the root invites leaf-3
      Then the root's call returns a descriptor of its own
      When leaf-3 accepts
      Then the root gets FD_CONNECT without error

  Rule: A leaf gets its own descriptor back

    @USING-3 @admit
    Scenario: A leaf that asks for admittance
      Given a root that is listening and a leaf
      When the leaf requests admittance
      Then the leaf's call returns the descriptor that it was given

    @USING-3 @nonrooted
    Scenario: A member that joins a nonrooted session
      Given a member
      When the member joins the session
      Then the member's call returns the descriptor that it was given

  Rule: A nonblocking call does not ask to be called again

    @USING-4 @invite
    Scenario: An invitation is on its way when the call returns
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the root's call succeeds
      When the leaf accepts
      Then the root gets FD_CONNECT without error

    @USING-4 @admit
    Scenario: A request is on its way when the call returns
      Given a root that is listening and a leaf
      When the leaf requests admittance
      Then the leaf's call succeeds
      When the root accepts
      Then the leaf gets FD_CONNECT without error

    @USING-4 @nonrooted
    Scenario: A nonrooted join is on its way when the call returns
      Given a member
      When the member joins the session
      Then the member's call succeeds
      And the member gets FD_CONNECT without error

  Rule: A socket without an address gets one

    @USING-11 @invite
    Scenario: A root that was not bound
      Given an unbound root and a leaf that is listening
      When the root invites the leaf
      Then the root's call succeeds
      And the root is bound to an address of its own

    @USING-11 @admit
    Scenario: Leaves that were not bound
      Given a root that is listening and an unbound leaf
      And an unbound leaf on the node of leaf-1
      When leaf-1 requests admittance
      And leaf-2 requests admittance
      Then leaf-1 is bound to an address of its own
      And leaf-2 is bound to an address of its own

    @USING-11 @nonrooted
    Scenario: A member that was not bound
      Given an unbound member
      When the member joins the session
      Then the member's call succeeds
      And the member is bound to an address of its own
