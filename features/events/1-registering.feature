Feature: Registering for events

  WSPEventSelect says which events a socket's owner wants to hear of. It starts afresh each time: the new mask
  replaces the old one, what was recorded is gone, and the socket is nonblocking from then on.

  Rule: A registration replaces the one before

    @EVENTS-1 @admit
    Scenario: A root that has changed its mind hears of no request
      Given a root that is listening and a leaf
      And the root has registered for FD_ACCEPT and FD_CLOSE
      And the root has registered for FD_CLOSE
      When the leaf requests admittance
      Then the root gets no FD_ACCEPT

    @EVENTS-1 @invite
    Scenario: A root that has changed its mind hears of no completion
      Given a root and a leaf that is listening
      And the root has registered for FD_READ
      When the root invites the leaf
      And it is quiet
      And the leaf accepts
      Then the root gets no FD_CONNECT

    @EVENTS-1 @nonrooted
    Scenario: A member that has changed its mind hears of no completion
      Given a member
      And the member has registered for FD_CONNECT and FD_READ
      And the member has registered for FD_READ
      When the member joins the session
      Then the member gets no FD_CONNECT

    @EVENTS-1 @nonrooted
    Scenario: A member hears of what it has registered last
      Given a member
      And the member has registered for FD_READ
      And the member has registered for FD_CONNECT
      When the member joins the session
      Then the member gets FD_CONNECT without error

  Rule: Registering for nothing ends all indications

    @EVENTS-1 @invite
    Scenario: A leaf that has cancelled hears of no invitation
      Given a root and a leaf that is listening
      And the leaf has registered for nothing
      When the root invites the leaf
      Then the leaf gets no FD_ACCEPT

    @EVENTS-1 @admit
    Scenario: A leaf that has cancelled does not hear that it is admitted, nor dropped
      Given a root that is listening and a leaf
      And the leaf has registered for nothing
      When the leaf requests admittance
      And it is quiet
      And the root accepts
      Then the leaf gets no FD_CONNECT
      When the root closes its socket
      Then the leaf gets no FD_CLOSE

    @EVENTS-1 @nonrooted
    Scenario: A member that has cancelled hears nothing
      Given two members that have joined
      And member-1 has registered for nothing
      When member-2 sends "silence, please"
      Then member-1 gets no FD_READ

  Rule: What was recorded before is gone

    @EVENTS-1 @invite @event-records
    Scenario: A leaf registers again when it has read everything
      Given a root and a leaf that it has invited
      When the root sends "read this"
      Then the leaf receives "read this"
      And the leaf gets FD_READ
      When the leaf registers for the usual events on its socket
      Then the record of the leaf's socket is empty

    @EVENTS-1 @nonrooted @event-records
    Scenario: A member registers for something else when it has read everything
      Given two members that have joined
      When member-2 sends "read that"
      Then member-1 receives "read that"
      And member-1 gets FD_READ
      When member-1 registers for FD_CLOSE
      Then the record of member-1 is empty

  Rule: The socket does not block any more

    @EVENTS-1 @admit @blocking
    Scenario: A blocking leaf registers and asks for admittance
      Given a root that is listening and a blocking leaf
      And the leaf has registered for FD_CONNECT
      When the leaf requests admittance
      Then the leaf's call succeeds
      But the leaf gets no FD_CONNECT
      When the root accepts
      Then the leaf gets FD_CONNECT without error, once

    @EVENTS-1 @invite @blocking
    Scenario: A blocking root registers and invites a leaf
      Given a blocking root and a leaf that is listening
      And the root has registered for FD_CONNECT
      When the root invites the leaf
      Then the root's call succeeds
      But the root gets no FD_CONNECT
      When the leaf accepts
      Then the root gets FD_CONNECT without error, once

    @EVENTS-1 @nonrooted @blocking
    Scenario: A blocking member registers and joins
      Given a blocking member
      And the member has registered for FD_CONNECT
      When the member joins the session
      Then the member's call succeeds
      And the member gets FD_CONNECT without error, once

  Rule: Nothing is told that nobody asked for

    @EVENTS-4 @invite
    Scenario: A leaf that asked for FD_CLOSE alone hears of no invitation
      Given a root and an unregistered leaf that is listening
      And the leaf has registered for FD_CLOSE
      When the root invites the leaf
      Then the leaf gets no FD_ACCEPT

    @EVENTS-4 @invite
    Scenario: A root that asked for FD_CLOSE alone hears of no completion
      Given an unregistered root and a leaf that is listening
      And the root has registered for FD_CLOSE
      When the root invites the leaf
      And it is quiet
      And the leaf accepts
      Then the root gets no FD_CONNECT

    @EVENTS-4 @admit
    Scenario: A root that asked for FD_CLOSE alone hears of no request
      Given an unregistered root that is listening and a leaf
      And the root has registered for FD_CLOSE
      When the leaf requests admittance
      Then the root gets no FD_ACCEPT

    @EVENTS-4 @admit
    Scenario: A leaf that asked for FD_CONNECT alone hears of nothing later
      Given a root that is listening and an unregistered leaf
      And the leaf has registered for FD_CONNECT
      When the leaf requests admittance
      And it is quiet
      And the root accepts
      Then the leaf gets FD_CONNECT without error
      When the root sends "unannounced"
      Then the leaf gets no FD_READ
      When the root closes its socket
      Then the leaf gets no FD_CLOSE

    @EVENTS-4 @admit
    Scenario: A leaf that asked for nothing hears nothing
      Given a root that is listening and an unregistered leaf
      When the leaf requests admittance
      And it is quiet
      And the root accepts
      Then the leaf gets no FD_CONNECT
      When the root closes its socket
      Then the leaf gets no FD_CLOSE

    @EVENTS-4 @nonrooted
    Scenario: A member that asked for FD_READ alone hears of no completion
      Given an unregistered member
      And the member has registered for FD_READ
      When the member joins the session
      Then the member gets no FD_CONNECT

    @EVENTS-4 @nonrooted
    Scenario: A member that asked for FD_CONNECT alone hears of no data
      Given an unregistered member and a member that has joined
      And member-1 has registered for FD_CONNECT
      When member-1 joins the session
      Then member-1 gets FD_CONNECT without error
      When member-2 sends "quietly"
      Then member-1 gets no FD_READ
