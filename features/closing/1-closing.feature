Feature: Closing

  A descriptor that was closed is dead: no call on it does anything, and its owner hears nothing more.

  Rule: No call works on a closed descriptor

    @CLOSE-1
    Scenario Outline: A root calls <call> on the socket that it has closed
      Given a root and a leaf
      When the root closes its socket
      And the root calls <call> on its socket
      Then the root's call fails with WSAENOTSOCK

      Examples:
        | call           |
        | WSPBind        |
        | WSPListen      |
        | WSPJoinLeaf    |
        | WSPAccept      |
        | WSPEventSelect |
        | WSPSend        |
        | WSPRecv        |
        | WSPGetSockName |
        | WSPCloseSocket |

    @CLOSE-1 @event-records
    Scenario: A root asks for the record of the socket that it has closed
      Given a root and a leaf
      When the root closes its socket
      And the root calls WSPEnumNetworkEvents on its socket
      Then the root's call fails with WSAENOTSOCK

    @CLOSE-1 @shutdown
    Scenario: A root shuts down the socket that it has closed
      Given a root and a leaf
      When the root closes its socket
      And the root calls WSPShutdown on its socket
      Then the root's call fails with WSAENOTSOCK

    @CLOSE-1 @nonrooted
    Scenario Outline: A member calls <call> on the socket that it has closed
      Given a member that has joined
      When the member closes its socket
      And the member calls <call> on its socket
      Then the member's call fails with WSAENOTSOCK

      Examples:
        | call           |
        | WSPBind        |
        | WSPJoinLeaf    |
        | WSPEventSelect |
        | WSPSend        |
        | WSPRecv        |
        | WSPGetSockName |
        | WSPCloseSocket |

    @CLOSE-1 @nonrooted @event-records
    Scenario: A member asks for the record of the socket that it has closed
      Given a member that has joined
      When the member closes its socket
      And the member calls WSPEnumNetworkEvents on its socket
      Then the member's call fails with WSAENOTSOCK

    @CLOSE-1 @nonrooted @loopback
    Scenario: A member turns loopback on at the socket that it has closed
      Given a member that has joined
      When the member closes its socket
      And the member calls WSPIoctl on its socket
      Then the member's call fails with WSAENOTSOCK

    @CLOSE-1 @invite
    Scenario: A root uses the link that it has closed
      Given a root and a leaf that it has invited
      When the root closes its link to the leaf
      And the root calls WSPEventSelect on its link to the leaf
      Then the root's call fails with WSAENOTSOCK

  Rule: Whoever has closed a socket hears nothing more of it

    @CLOSE-2 @invite
    Scenario: A root closes while the leaf has not accepted
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the root closes its socket
      And it is quiet
      And the leaf accepts
      Then the root hears nothing more

    @CLOSE-2 @admit
    Scenario: A leaf closes while it waits to be admitted
      Given a root that is listening and a leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      When the leaf closes its socket
      And it is quiet
      And the root accepts
      Then the leaf hears nothing more

    @CLOSE-2 @admit
    Scenario: A leaf closes as soon as it has asked
      Given a root that is listening and a leaf
      When the leaf requests admittance
      And the leaf closes its socket
      And it is quiet
      And the root accepts
      Then the leaf hears nothing more

    @CLOSE-2 @invite
    Scenario: A root with leaves closes
      Given a root and two leaves that it has invited
      When the root closes its socket
      Then the root hears nothing more

    @CLOSE-2 @invite
    Scenario: A leaf that was invited closes
      Given a root and a leaf that it has invited
      When the leaf closes its socket
      Then the leaf hears nothing more
      But the root's link to the leaf gets FD_CLOSE

    @CLOSE-2 @nonrooted
    Scenario: A member closes as soon as it has joined
      Given a member that has joined
      And a member
      When the other member joins the session
      And the other member closes its socket
      And it is quiet
      And the member sends "too late"
      Then the other member hears nothing more
