Feature: Being told of events

  Events are recorded with their errors until WSPEnumNetworkEvents takes them. FD_ACCEPT is recorded once, and again
  when WSPAccept has been called and requests still wait.

  Rule: The record is handed over and is empty then

    @EVENTS-2 @invite @event-records
    Scenario: A root reads its record twice
      Given a root and a leaf that is listening
      When the root invites the leaf
      And it is quiet
      And the leaf accepts
      Then the root gets FD_CONNECT without error
      And the record of the root holds FD_CONNECT without error
      And the record of the root is empty

    @EVENTS-2 @admit @event-records @condition
    Scenario: A leaf that was rejected finds the reason
      Given a root that is listening and a leaf
      When the leaf requests admittance
      And it is quiet
      And the root rejects
      Then the leaf gets FD_CONNECT with WSAECONNREFUSED
      And the record of the leaf holds FD_CONNECT with WSAECONNREFUSED
      And the record of the leaf is empty

    @EVENTS-2 @admit @event-records
    Scenario: A listening root reads its record twice
      Given a root that is listening and a leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      And the record of the root holds FD_ACCEPT without error
      And the record of the root is empty

    @EVENTS-2 @nonrooted @event-records
    Scenario: A member reads its record twice
      Given a member
      When the member joins the session
      Then the member gets FD_CONNECT without error
      And the record of the member holds FD_CONNECT without error
      And the record of the member is empty

    @EVENTS-2 @nonrooted @event-records
    Scenario: A member to whom nothing has happened
      Given a member
      When it is quiet
      Then the record of the member is empty

  Rule: Requests may share one FD_ACCEPT, and none goes without

    @EVENTS-3 @admit
    Scenario: Two leaves ask at the same time
      Given a root that is listening and two leaves
      When leaf-1 requests admittance
      And leaf-2 requests admittance
      Then the root gets FD_ACCEPT, once
      When the root accepts
      Then the root gets FD_ACCEPT, once
      When the root accepts
      Then the root gets no FD_ACCEPT
      And all is as it should be

    @EVENTS-3 @admit
    Scenario: Another leaf asks before the first is admitted
      Given a root that is listening and two leaves
      When leaf-1 requests admittance
      Then the root gets FD_ACCEPT, once
      When leaf-2 requests admittance
      Then the root gets no FD_ACCEPT
      When the root accepts
      Then the root gets FD_ACCEPT, once

    @EVENTS-3 @admit
    Scenario: Another leaf asks after the first is admitted
      Given a root and a leaf that it has admitted
      And a leaf
      When leaf-2 requests admittance
      Then the root gets FD_ACCEPT, once

    @EVENTS-3 @invite
    Scenario: Two roots invite a leaf at the same time
      Given a root and another root
      And a leaf that is listening
      When the root invites the leaf
      And root-2 invites the leaf
      Then the leaf gets FD_ACCEPT, once
      When the leaf accepts
      Then the leaf gets FD_ACCEPT, once
      When the leaf accepts
      Then the leaf gets no FD_ACCEPT

    @EVENTS-3 @admit @condition
    Scenario: One request is rejected while another waits
      Given a root that is listening and two leaves
      When admittance is requested by leaf-1 and leaf-2
      Then the root gets FD_ACCEPT, once
      When the root rejects
      Then the root gets FD_ACCEPT, once

    @EVENTS-3 @admit
    Scenario: A root that registers again is told of the request that waits
      Given a root that is listening and a leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT, once
      When the root registers for the usual events
      Then the root gets FD_ACCEPT, once
