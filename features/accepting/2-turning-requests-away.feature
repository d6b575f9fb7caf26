Feature: Turning requests away

  A condition function may reject a request or put it off. A request may also be withdrawn by whoever made it. None of
  this makes anybody a member, nor does it touch the requests of others.

  Rule: Who is rejected is told so

    @ACCEPT-4 @invite @condition
    Scenario: A leaf rejects an invitation
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the leaf rejects
      Then the leaf's call fails with WSAECONNREFUSED
      And the root gets FD_CONNECT with WSAECONNREFUSED, once
      When the root sends "after all"
      Then the leaf's listening socket receives nothing

    @ACCEPT-4 @admit @condition
    Scenario: A root rejects a request
      Given a root that is listening and a leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      When the root rejects
      Then the root's call fails with WSAECONNREFUSED
      And the leaf gets FD_CONNECT with WSAECONNREFUSED, once
      When the root sends "not for you"
      Then the leaf receives nothing

    @ACCEPT-4 @admit @condition
    Scenario: One leaf is rejected, the next is admitted
      Given a root that is listening and two leaves
      When admittance is requested by leaf-1 and leaf-2
      And the root rejects
      Then leaf-1 gets FD_CONNECT with WSAECONNREFUSED, once
      But leaf-2 gets no FD_CONNECT
      When the root accepts
      Then leaf-2 gets FD_CONNECT without error, once
      But leaf-1 gets no FD_CONNECT

    @ACCEPT-4 @invite @condition
    Scenario: One leaf rejects what another has accepted
      Given a root and a leaf that it has invited
      And a leaf that is listening
      When the root invites leaf-2
      And it is quiet
      And leaf-2 rejects
      Then the root gets FD_CONNECT with WSAECONNREFUSED, once
      But leaf-1 gets no FD_CLOSE
      When the root sends "the two of us, then"
      Then leaf-1 receives "the two of us, then"

  Rule: What is put off stays where it is

    @ACCEPT-5 @invite @condition
    Scenario: A leaf puts an invitation off and accepts later
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the leaf defers
      Then the leaf's call fails with WSATRY_AGAIN
      And the root gets no FD_CONNECT
      And the leaf gets no FD_ACCEPT
      When the leaf accepts
      Then the leaf's call succeeds
      And the root gets FD_CONNECT without error, once

    @ACCEPT-5 @admit @condition
    Scenario: A root puts a request off and accepts later
      Given a root that is listening and a leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      When the root defers
      Then the root's call fails with WSATRY_AGAIN
      And the leaf gets no FD_CONNECT
      And the root gets no FD_ACCEPT
      When the root accepts
      Then the root's call succeeds
      And the leaf gets FD_CONNECT without error, once

    @ACCEPT-5 @admit @condition
    Scenario: A request that was put off is still the first
      Given a root that is listening and two leaves
      When admittance is requested by leaf-1 and leaf-2
      Then the root gets FD_ACCEPT, once
      When the root defers
      Then the root gets no FD_ACCEPT
      When the root accepts
      Then leaf-1 gets FD_CONNECT without error, once
      But leaf-2 gets no FD_CONNECT
      When the root accepts
      Then leaf-2 gets FD_CONNECT without error, once

    @ACCEPT-5 @admit @condition
    Scenario: A request that arrives behind one that was put off is not announced
      Given a root that is listening and two leaves
      When leaf-1 requests admittance
      Then the root gets FD_ACCEPT
      When the root defers
      And leaf-2 requests admittance
      Then the root gets no FD_ACCEPT
      When the root accepts
      Then the root gets FD_ACCEPT
      And leaf-1 gets FD_CONNECT without error, once

    @ACCEPT-5 @admit @condition
    Scenario: Those behind a request that was put off are announced when it is withdrawn
      Given a root that is listening and two leaves
      When admittance is requested by leaf-1 and leaf-2
      And the root defers
      And it is quiet
      And leaf-1 closes its socket
      And it is quiet
      And the root accepts
      Then all is as it should be

    @ACCEPT-5 @admit @condition
    Scenario: A request is put off twice and then rejected
      Given a root that is listening and a leaf
      When the leaf requests admittance
      And it is quiet
      And the root defers
      And the root defers
      Then the root's call fails with WSATRY_AGAIN
      And the leaf gets no FD_CONNECT
      When the root rejects
      Then the leaf gets FD_CONNECT with WSAECONNREFUSED, once

  Rule: What was withdrawn cannot be accepted

    @ACCEPT-6 @admit
    Scenario: A leaf gives up before it is admitted
      Given a root that is listening and a leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      When the leaf closes its socket
      And it is quiet
      And the root accepts
      Then the root's call fails with WSAECONNRESET, WSAEACCES or WSAEWOULDBLOCK

    @ACCEPT-6 @invite
    Scenario: A root calls its invitation off before the leaf accepts
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the root closes its link to the leaf
      And it is quiet
      And the leaf accepts
      Then the leaf's call fails with WSAECONNRESET, WSAEACCES or WSAEWOULDBLOCK

    @ACCEPT-6 @admit
    Scenario: One leaf gives up, the next is admitted
      Given a root that is listening and two leaves
      When admittance is requested by leaf-1 and leaf-2
      And leaf-1 closes its socket
      And it is quiet
      And the root accepts twice
      Then leaf-2 gets FD_CONNECT without error, once
