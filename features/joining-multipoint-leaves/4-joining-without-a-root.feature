Feature: Joining a session without a root

  Where the control plane is nonrooted everybody is a c_leaf. WSPJoinLeaf brings a node into a session that is there
  already: nobody else has a part in it, and the node is told when it is in.

  Rule: There is no root

    @JOIN-4.1 @nonrooted
    Scenario Outline: A <socket> cannot be made
      Given the protocol entries with a nonrooted control plane
      When a <socket> is asked of each entry with a nonrooted control plane
      Then WSPSocket fails each time

      Examples:
        | socket        |
        | c_root/d_leaf |
        | c_root/d_root |

  Rule: A node comes in without anybody's doing

    @JOIN-4.2 @nonrooted
    Scenario Outline: A <member> joins by itself
      Given a <member> member
      When the member joins the session
      Then the member's call succeeds
      And the member gets no FD_ACCEPT

      Examples:
        | member        |
        | c_leaf/d_leaf |
        | c_leaf/d_root |

    @JOIN-4.2 @nonrooted
    Scenario: Those who are members already have no part in it
      Given two members that have joined
      And a member
      When member-3 joins the session
      Then member-3's call succeeds
      And nobody gets FD_ACCEPT

    @JOIN-4.2 @JOIN-4.3 @nonrooted
    Scenario: Two nodes join at the same time
      Given two members
      When member-1 joins the session
      And member-2 joins the session
      Then FD_CONNECT without error, once comes to member-1 and member-2
      And nobody gets FD_ACCEPT

  Rule: The node is told when it has joined

    @JOIN-4.3 @nonrooted
    Scenario Outline: A <member> hears that it has joined
      Given a <member> member
      When the member joins the session
      Then the member gets FD_CONNECT without error, once

      Examples:
        | member        |
        | c_leaf/d_leaf |
        | c_leaf/d_root |

    @JOIN-4.3 @USING-21 @nonrooted @blocking
    Scenario: The call of a blocking member returns when it has joined
      Given a blocking member
      When the member joins the session
      Then the member's call succeeds

  Rule: From then on its descriptor is good for the session

    @JOIN-4.4 @nonrooted
    Scenario Outline: A <member> that has joined sends and receives
      Given a c_leaf/d_leaf member that has joined
      And a <member> member
      When the other member joins the session
      Then the other member gets FD_CONNECT without error
      When the other member sends "good morning"
      Then the other member's call succeeds
      And the member receives "good morning"
      When the member sends "and to you"
      Then the other member receives "and to you"

      Examples:
        | member        |
        | c_leaf/d_leaf |
        | c_leaf/d_root |

  Rule: For IP multicast this is IP_ADD_MEMBERSHIP

    @JOIN-4.5 @nonrooted @ip-multicast
    Scenario: Joining by IP_ADD_MEMBERSHIP gives the same membership
      Given two members that have joined
      And a member
      When member-3 joins the session by IP_ADD_MEMBERSHIP
      Then member-3's call succeeds
      When member-1 sends "to everybody, however they came"
      Then "to everybody, however they came" reaches member-2 and member-3

    @JOIN-4.5 @nonrooted @ip-multicast @memberships
    Scenario Outline: The system knows of the membership of one who <joins>
      Given a member
      When the member <joins>
      And it is quiet
      Then the system of the member has joined the session

      Examples:
        | joins                                  |
        | joins the session                      |
        | joins the session by IP_ADD_MEMBERSHIP |
