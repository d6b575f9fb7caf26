Feature: What is different about multipoint sockets

  Elsewhere a socket that listens does nothing else, and its end is nobody's business. A c_root that listens goes on
  working, and when it closes all its leaves are told. A c_leaf that listens waits for multipoint requests alone.

  Rule: A root that listens goes on working

    @DIFF-1 @admit
    Scenario: A root that listens sends and receives
      Given a root and two leaves that it has admitted
      When the root sends "the floor is yours"
      Then "the floor is yours" reaches leaf-1 and leaf-2
      When leaf-1 sends "I have the floor"
      Then the root receives "I have the floor"

    @DIFF-1 @admit
    Scenario: A root that starts to listen again keeps its session
      Given a root and a leaf that it has admitted
      When the root listens
      And the root sends "still here"
      Then the leaf receives "still here"

    @DIFF-1 @invite @admit
    Scenario: A root that listens invites
      Given a root that is listening and a leaf that is listening
      When the root invites the leaf
      Then the root's call succeeds
      When the leaf accepts
      Then the root gets FD_CONNECT without error
      When the root sends "by invitation"
      Then the leaf receives "by invitation"

  Rule: When a root closes all leaves are told

    @DIFF-2 @invite
    Scenario: A root closes that has invited three leaves
      Given a root and three leaves that it has invited
      When the root closes its socket
      Then FD_CLOSE, once comes to leaf-1, leaf-2 and leaf-3

    @DIFF-2 @admit
    Scenario: A root closes that has admitted three leaves
      Given a root and three leaves that it has admitted
      When the root closes its socket
      Then FD_CLOSE, once comes to leaf-1, leaf-2 and leaf-3
      And the root's link to leaf-2 gets FD_CLOSE, once

  Rule: A leaf that listens takes multipoint requests alone

    @DIFF-3 @invite @plain-sockets
    Scenario: A plain socket connects to a leaf that listens
      Given a leaf that is listening and a plain socket
      When the plain socket calls WSPConnect, naming the leaf
      Then the plain socket's connection fails
      And the leaf gets no FD_ACCEPT
      When the leaf accepts
      Then the leaf's call fails

    @DIFF-3 @invite @plain-sockets
    Scenario: A root invites a leaf that a plain socket wanted to connect to
      Given a root and a leaf that is listening
      And a plain socket
      When the plain socket calls WSPConnect, naming the leaf
      And it is quiet
      And the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the leaf accepts
      Then the root gets FD_CONNECT without error, once
