Feature: Taking requests

  WSPAccept takes the oldest request on a listening socket and makes a new socket for it, which inherits what the
  listening one has registered.

  Rule: Only a socket that listens accepts

    @ACCEPT-1 @invite
    Scenario: A leaf that does not listen
      Given a leaf
      When the leaf accepts
      Then the leaf's call fails with WSAEINVAL

    @ACCEPT-1 @admit
    Scenario: A root that does not listen
      Given a root
      When the root accepts
      Then the root's call fails with WSAEINVAL

  Rule: Where nobody asks there is nothing to accept

    @ACCEPT-2 @invite
    Scenario: A leaf that nobody has invited
      Given a root and a leaf that is listening
      When the leaf accepts
      Then the leaf's call fails with WSAEWOULDBLOCK

    @ACCEPT-2 @admit
    Scenario: A root that nobody has asked
      Given a root that is listening and a leaf
      When the root accepts
      Then the root's call fails with WSAEWOULDBLOCK

    @ACCEPT-2 @invite
    Scenario: A leaf that has accepted its only invitation
      Given a root and a leaf that it has invited
      When the leaf accepts
      Then the leaf's call fails with WSAEWOULDBLOCK

    @ACCEPT-2 @admit
    Scenario: A root that has admitted everybody who asked
      Given a root and two leaves that it has admitted
      When the root accepts
      Then the root's call fails with WSAEWOULDBLOCK

  Rule: Who comes first is served first

    @ACCEPT-3 @admit
    Scenario: Three leaves ask one after the other
      Given a root that is listening and three leaves
      When admittance is requested by leaf-2, leaf-1 and leaf-3
      And the root accepts
      Then leaf-2 gets FD_CONNECT without error
      But no FD_CONNECT comes to leaf-1 and leaf-3
      When the root accepts
      Then leaf-1 gets FD_CONNECT without error
      But leaf-3 gets no FD_CONNECT
      When the root accepts
      Then leaf-3 gets FD_CONNECT without error

    @ACCEPT-3 @invite
    Scenario: Three roots invite a leaf one after the other
      Given three roots
      And a leaf that is listening
      When the leaf is invited by root-3, the root and root-2
      And the leaf accepts
      Then root-3 gets FD_CONNECT without error
      But no FD_CONNECT comes to the root and root-2
      When the leaf accepts
      Then the root gets FD_CONNECT without error
      But root-2 gets no FD_CONNECT
      When the leaf accepts
      Then root-2 gets FD_CONNECT without error

  Rule: The accepted socket is like the listening one, but does not listen

    @ACCEPT-7 @invite
    Scenario: The events of a listening leaf are registered on its member socket without further doing
      Given a root and a leaf that it has invited
      When the root sends "do you hear me"
      Then the leaf receives "do you hear me"
      And the leaf gets FD_READ
      When the root closes its link to the leaf
      Then the leaf gets FD_CLOSE, once

    @ACCEPT-7 @admit
    Scenario: The events of a listening root are registered on its link without further doing
      Given a root and a leaf that it has admitted
      When the leaf closes its socket
      Then the root's link to the leaf gets FD_CLOSE, once

    @ACCEPT-7 @EVENTS-4 @invite
    Scenario: What a listening leaf has not registered is not registered on its member socket
      Given a root and an unregistered leaf that is listening
      And the leaf has registered for FD_ACCEPT
      When the root invites the leaf
      And it is quiet
      And the leaf accepts
      Then the root gets FD_CONNECT without error
      When the root closes its socket
      Then the leaf gets no FD_CLOSE

    @ACCEPT-7 @invite
    Scenario: The member socket of a leaf does not accept
      Given a root and a leaf that it has invited
      When the leaf calls WSPAccept on its socket
      Then the leaf's call fails

    @ACCEPT-7 @admit
    Scenario: The link of a root does not accept
      Given a root and a leaf that it has admitted
      And a leaf
      When leaf-2 requests admittance
      Then the root gets FD_ACCEPT
      When the root calls WSPAccept on its link to leaf-1
      Then the root's call fails
      And leaf-2 gets no FD_CONNECT

    @ACCEPT-7 @invite
    Scenario: A leaf that has accepted goes on listening
      Given a root and a leaf that it has invited
      And another root
      When root-2 invites the leaf
      Then the leaf gets FD_ACCEPT
      When the leaf accepts
      Then root-2 gets FD_CONNECT without error, once

    @ACCEPT-7 @admit
    Scenario: A root that has accepted goes on listening
      Given a root and a leaf that it has admitted
      And a leaf
      When leaf-2 requests admittance
      Then the root gets FD_ACCEPT
      When the root accepts
      Then leaf-2 gets FD_CONNECT without error, once

  Rule: The condition function sees who asks

    @ACCEPT-8 @invite @condition
    Scenario: A leaf sees which root invites it
      Given a root and a leaf that is listening
      When the root invites the leaf
      And it is quiet
      And the leaf looks at the request and accepts
      Then the condition function of the leaf saw the address of the root

    @ACCEPT-8 @admit @condition
    Scenario: A root sees which of two leaves asks
      Given a root that is listening and two leaves
      When admittance is requested by leaf-1 and leaf-2
      And the root looks at the request and accepts
      Then the condition function of the root saw the address of leaf-1
      When the root looks at the request and accepts
      Then the condition function of the root saw the address of leaf-2

    @ACCEPT-8 @admit @condition @caller-data
    Scenario: A root that rejects has seen who asked, and with what
      Given a root that is listening and a leaf
      When the leaf requests admittance with caller data "let me in"
      And it is quiet
      And the root rejects
      Then the condition function of the root saw the address of the leaf
      And the condition function of the root saw caller data "let me in"
