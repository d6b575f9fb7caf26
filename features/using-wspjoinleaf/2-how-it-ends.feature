Feature: How a join ends

  A nonblocking join ends with FD_CONNECT on the socket that was given to WSPJoinLeaf: without error, or with the
  reason why not. A blocking one ends when the call returns. Until it has ended, an invitation can be called off.

  Rule: The outcome is told on the socket that asked

    @USING-5 @invite
    Scenario: The root is told, not its new descriptor
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the leaf accepts
      Then the root gets FD_CONNECT without error, once
      But the root's link to the leaf gets no FD_CONNECT
      And the leaf gets no FD_CONNECT

    @USING-5 @invite
    Scenario: The root is told that the leaf has gone
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the leaf closes its listening socket
      Then the root gets FD_CONNECT with an error, once

    @USING-5 @admit
    Scenario: The leaf that asked is told, and no other
      Given a root that is listening and two leaves
      When leaf-1 requests admittance
      Then the root gets FD_ACCEPT
      When the root accepts
      Then leaf-1 gets FD_CONNECT without error, once
      But leaf-2 gets no FD_CONNECT
      And the root gets no FD_CONNECT

    @USING-5 @admit @condition
    Scenario: The leaf is told that it was rejected
      Given a root that is listening and a leaf
      When the leaf requests admittance
      And it is quiet
      And the root rejects
      Then the leaf gets FD_CONNECT with WSAECONNREFUSED, once

    @USING-5 @nonrooted
    Scenario: The member that joins is told, and no other
      Given a member that has joined
      And a member
      When the other member joins the session
      Then the other member gets FD_CONNECT without error, once
      But the member gets no FD_CONNECT

  Rule: The descriptor of an invitation can do nothing before that but close

    @USING-6 @invite
    Scenario Outline: <call> fails on the descriptor of a pending invitation
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the root calls <call> on its link to the leaf
      Then the root's call fails
      When the leaf accepts
      Then the root gets FD_CONNECT without error, once

      Examples:
        | call        |
        | WSPSend     |
        | WSPRecv     |
        | WSPListen   |
        | WSPAccept   |
        | WSPJoinLeaf |

    @USING-6 @invite
    Scenario: Closing it calls the invitation off
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the root closes its link to the leaf
      And it is quiet
      And the leaf accepts
      Then the leaf's call fails
      And all is as it should be

    @USING-6 @invite
    Scenario: Closing it at once calls the invitation off
      Given a root and a leaf that is listening
      When the root invites the leaf
      And the root closes its link to the leaf
      And it is quiet
      And the leaf accepts
      Then all is as it should be

    @USING-6 @invite
    Scenario: A root that has called an invitation off invites another leaf
      Given a root and two leaves that are listening
      When the root invites leaf-1
      And the root closes its link to leaf-1
      And it is quiet
      And the root invites leaf-2
      Then leaf-2 gets FD_ACCEPT
      When leaf-2 accepts
      Then the root gets FD_CONNECT without error, once

  Rule: A blocking call returns with the outcome

    @USING-21 @invite @blocking
    Scenario: A blocking root has a leaf when its call returns
      Given a blocking root and a leaf that is listening
      When the root invites the leaf
      Then the root's call has not returned
      When the leaf accepts
      Then the root's call succeeds
      When the root sends "now that you are here"
      Then the leaf receives "now that you are here"

    @USING-21 @admit @blocking
    Scenario: A blocking leaf is a member when its call returns
      Given a root that is listening and a blocking leaf
      When the leaf requests admittance
      Then the leaf's call has not returned
      When the root accepts
      Then the leaf's call succeeds
      When the leaf sends "now that I am here"
      Then the root receives "now that I am here"

    @USING-21 @nonrooted @blocking
    Scenario: A blocking member is in the session when its call returns
      Given a member that has joined
      And a blocking member
      When the other member joins the session
      Then the other member's call succeeds
      When the other member sends "straight away"
      Then the member receives "straight away"

    @USING-21 @invite @blocking
    Scenario: A blocking root learns from its call that nobody listens
      Given a blocking root and a leaf
      When the root invites the leaf
      Then the root's call fails

    @USING-21 @admit @blocking
    Scenario: A blocking leaf learns from its call that nobody listens
      Given a root and a blocking leaf
      When the leaf requests admittance
      Then the leaf's call fails

    @USING-21 @invite @blocking @condition
    Scenario: A blocking root learns from its call that it was rejected
      Given a blocking root and a leaf that is listening
      When the root invites the leaf
      Then the root's call has not returned
      When the leaf rejects
      Then the root's call fails with WSAECONNREFUSED

    @USING-21 @admit @blocking @condition
    Scenario: A blocking leaf learns from its call that it was rejected
      Given a root that is listening and a blocking leaf
      When the leaf requests admittance
      Then the leaf's call has not returned
      When the root rejects
      Then the leaf's call fails with WSAECONNREFUSED

    @USING-21 @nonrooted @blocking @missing-session
    Scenario: A blocking member learns from its call that there is no such session
      Given a blocking member
      When the member calls WSPJoinLeaf, naming a session that does not exist
      Then the member's call fails
