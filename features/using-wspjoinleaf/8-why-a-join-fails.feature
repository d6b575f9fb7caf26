Feature: Why a join fails

  A join that cannot be says why, at once or through FD_CONNECT, and leaves everybody else in peace.

  Rule: Each mistake has its error, and nobody else hears of it

    @USING-20 @invite
    Scenario Outline: A root names <name>
      Given a root and a leaf that is listening
      When the root calls WSPJoinLeaf, naming <name>
      Then the root's join fails with <error>
      And the leaf gets no FD_ACCEPT

      Examples:
        | name                            | error            |
        | no address                      | WSAEFAULT        |
        | an address of another family    | WSAEAFNOSUPPORT  |
        | an address that nobody can have | WSAEADDRNOTAVAIL |

    @USING-20 @admit
    Scenario Outline: A leaf names <name>
      Given a root that is listening and a leaf
      When the leaf calls WSPJoinLeaf, naming <name>
      Then the leaf's join fails with <error>
      And the root gets no FD_ACCEPT

      Examples:
        | name                            | error            |
        | no address                      | WSAEFAULT        |
        | an address of another family    | WSAEAFNOSUPPORT  |
        | an address that nobody can have | WSAEADDRNOTAVAIL |

    @USING-20 @nonrooted
    Scenario Outline: A member names <name>
      Given a member that has joined
      And a member
      When the other member calls WSPJoinLeaf, naming <name>
      Then the other member's join fails with <error>
      And the member gets no FD_ACCEPT

      Examples:
        | name                            | error            |
        | no address                      | WSAEFAULT        |
        | an address of another family    | WSAEAFNOSUPPORT  |
        | an address that nobody can have | WSAEADDRNOTAVAIL |

    @USING-20 @invite
    Scenario: A root uses what is no socket
      Given a root and a leaf that is listening
      When the root calls WSPJoinLeaf on what is no socket, naming the leaf
      Then the root's call fails with WSAENOTSOCK
      And the leaf gets no FD_ACCEPT

    @USING-20 @admit
    Scenario: A leaf uses what is no socket
      Given a root that is listening and a leaf
      When the leaf calls WSPJoinLeaf on what is no socket, naming the root
      Then the leaf's call fails with WSAENOTSOCK
      And the root gets no FD_ACCEPT

    @USING-20 @nonrooted
    Scenario: A member uses what is no socket
      Given a member
      When the member calls WSPJoinLeaf on what is no socket, naming the session
      Then the member's call fails with WSAENOTSOCK

    @USING-20 @invite @unreachable
    Scenario: A root names an address that cannot be reached
      Given a root and a leaf that is listening
      When the root calls WSPJoinLeaf, naming an address that cannot be reached
      Then the root's join fails with WSAENETUNREACH or WSAETIMEDOUT
      And the leaf gets no FD_ACCEPT

    @USING-20 @admit @unreachable
    Scenario: A leaf names an address that cannot be reached
      Given a root that is listening and a leaf
      When the leaf calls WSPJoinLeaf, naming an address that cannot be reached
      Then the leaf's join fails with WSAENETUNREACH or WSAETIMEDOUT
      And the root gets no FD_ACCEPT

    @USING-20 @invite
    Scenario: A failing call of the root leaves its session as it was
      Given a root and a leaf that it has invited
      When the root calls WSPJoinLeaf, naming no address
      Then the root's join fails with WSAEFAULT
      And the root's link to the leaf gets no FD_CLOSE
      And the leaf gets no FD_CLOSE
