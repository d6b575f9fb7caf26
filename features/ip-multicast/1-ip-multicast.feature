Feature: IP multicast

  IP multicast is the nonrooted scheme that everybody knows. Its sockets are leaves in both planes, a sender needs no
  membership, and leaving the group is closing the socket.

  Rule: There are leaves alone

    @IPMC-1 @ip-multicast
    Scenario: Its entry is nonrooted in both planes
      Given the protocol entries of the provider
      Then they agree with what the provider claims

    @IPMC-1 @ip-multicast
    Scenario Outline: A <socket> cannot be made
      Given the protocol entries that are nonrooted in both planes
      When a <socket> is asked of each entry that is nonrooted in both planes
      Then WSPSocket fails each time

      Examples:
        | socket        |
        | c_root/d_leaf |
        | c_leaf/d_root |
        | c_root/d_root |

  Rule: A sender needs no membership

    @IPMC-2 @nonrooted @ip-multicast @memberships
    Scenario: A member that only sends has joined, and its system has not
      Given a member
      When the member joins the session as sender
      Then the member gets FD_CONNECT without error, once
      And the system of the member has not joined the session

    @IPMC-2 @nonrooted @ip-multicast @memberships
    Scenario: A member that receives has joined, and so has its system
      Given a member
      When the member joins the session as receiver
      Then the member gets FD_CONNECT without error, once
      And the system of the member has joined the session

  Rule: Closing leaves the group

    @IPMC-3 @nonrooted @ip-multicast @memberships
    Scenario: A member closes its socket
      Given a member that has joined
      When the member closes its socket
      And it is quiet
      Then the system of the member has not joined the session

    @IPMC-3 @nonrooted @ip-multicast @memberships
    Scenario: One of two members on a node closes its socket
      Given a member that has joined
      And a member that has joined on the node of member-1
      When member-1 closes its socket
      And it is quiet
      Then the system of member-2 has joined the session

  Rule: Loopback is a matter of the receiver

    @IPMC-4 @nonrooted @ip-multicast @loopback @receiver-loopback
    Scenario: A member that does not hear itself is heard by another on its node
      Given a member that has joined
      And a member that has joined on the node of member-1
      When member-2 sends "can you hear me"
      Then member-1 receives "can you hear me"
      When member-1 turns loopback off
      And member-2 turns loopback on
      And member-1 sends "not for myself"
      Then member-2 receives "not for myself"
      But member-1 does not hear itself
