Feature: Listening

  WSPListen puts a bound socket that is in no session into listen mode. Its backlog says how many requests may wait.

  Rule: A socket listens that is bound and not connected

    @LISTEN-1 @invite
    Scenario: A leaf that is not bound
      Given an unbound leaf
      When the leaf listens
      Then the leaf's call fails with WSAEINVAL

    @LISTEN-1 @admit
    Scenario: A root that is not bound
      Given an unbound root
      When the root listens
      Then the root's call fails with WSAEINVAL

    @LISTEN-1 @admit
    Scenario: A leaf that has been admitted
      Given a root and a leaf that it has admitted
      When the leaf listens
      Then the leaf's call fails with WSAEISCONN

    @LISTEN-1 @invite
    Scenario: The socket with which an invited leaf is a member
      Given a root and a leaf that it has invited
      When the leaf calls WSPListen on its socket
      Then the leaf's call fails with WSAEISCONN

  Rule: As many may wait as the backlog says

    @LISTEN-2 @admit @backlog
    Scenario Outline: A root has room for <backlog>
      Given a root that is listening with a backlog of <backlog> and four leaves
      When admittance is requested by <those who fit>
      And admittance is requested by <one more>
      Then <one more>'s join fails with WSAECONNREFUSED
      But no FD_CONNECT comes to <those who fit>
      When the root accepts <times>
      Then FD_CONNECT without error, once comes to <those who fit>

      Examples:
        | backlog | those who fit             | one more | times       |
        | 1       | leaf-1                    | leaf-2   | once        |
        | 2       | leaf-1 and leaf-2         | leaf-3   | twice       |
        | 3       | leaf-1, leaf-2 and leaf-3 | leaf-4   | three times |

    @LISTEN-2 @invite @backlog
    Scenario Outline: A leaf has room for <backlog>
      Given three roots
      And a leaf that is listening with a backlog of <backlog>
      When the leaf is invited by <those who fit>
      And the leaf is invited by <one more>
      Then <one more>'s join fails with WSAECONNREFUSED
      But no FD_CONNECT comes to <those who fit>
      When the leaf accepts <times>
      Then FD_CONNECT without error, once comes to <those who fit>

      Examples:
        | backlog | those who fit       | one more | times |
        | 1       | the root            | root-2   | once  |
        | 2       | the root and root-2 | root-3   | twice |

    @LISTEN-2 @admit @backlog
    Scenario: There is room again when a request has been accepted
      Given a root that is listening with a backlog of 1 and two leaves
      When admittance is requested by leaf-1
      And the root accepts
      And admittance is requested by leaf-2
      Then leaf-2 gets no FD_CONNECT
      When the root accepts
      Then leaf-2 gets FD_CONNECT without error, once

    @LISTEN-2 @admit @backlog
    Scenario: A root that listens again makes more room
      Given a root that is listening with a backlog of 1 and three leaves
      When admittance is requested by leaf-1
      And the root listens with a backlog of 2
      And admittance is requested by leaf-2
      Then leaf-2 gets no FD_CONNECT
      When admittance is requested by leaf-3
      Then leaf-3's join fails with WSAECONNREFUSED
      When the root accepts twice
      Then FD_CONNECT without error, once comes to leaf-1 and leaf-2

    @LISTEN-2 @invite @backlog
    Scenario: A leaf that listens again makes more room
      Given a root and another root
      And a leaf that is listening with a backlog of 1
      When the leaf is invited by the root
      And the leaf listens with a backlog of 2
      And the leaf is invited by the other root
      Then the other root gets no FD_CONNECT
      When the leaf accepts twice
      Then FD_CONNECT without error, once comes to the root and the other root
