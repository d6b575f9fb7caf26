Feature: A socket has a role in each plane

  A multipoint socket is called by one of its two roles. The other one is there all the same, and makes no
  difference to how joining goes: what is said of a c_root is said of a c_root/d_root and of a c_root/d_leaf.

  Rule: Joining goes the same way whatever the data-plane roles

    @JOIN-1.2 @invite
    Scenario Outline: A <root> invites a <leaf>
      Given a <root> root and a <leaf> leaf that is listening
      When the root invites the leaf
      Then the root's call succeeds
      And the leaf gets FD_ACCEPT
      When the leaf accepts
      Then the root gets FD_CONNECT without error, once

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-1.2 @admit
    Scenario Outline: A <root> admits a <leaf>
      Given a <root> root that is listening and a <leaf> leaf
      When the leaf requests admittance
      Then the leaf's call succeeds
      And the root gets FD_ACCEPT
      When the root accepts
      Then the leaf gets FD_CONNECT without error, once

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-1.2 @nonrooted
    Scenario Outline: A <member> joins a nonrooted session
      Given a <member> member
      When the member joins the session
      Then the member's call succeeds
      And the member gets FD_CONNECT without error, once

      Examples:
        | member        |
        | c_leaf/d_leaf |
        | c_leaf/d_root |
