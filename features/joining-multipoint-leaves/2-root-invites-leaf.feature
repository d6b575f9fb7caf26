Feature: A root invites a leaf

  In a rooted control plane leaves come in by invitation, by asking for admittance, or by either. Here the root
  invites: it names a leaf that listens, the leaf hears of it and accepts, and the root is told.

  Rule: A rooted control plane has a way in

    @JOIN-2.1
    Scenario: Whoever has a rooted control plane lets leaves in one way at least
      Given the protocol entries of the provider
      Then they agree with what the provider claims

  Rule: The root names the leaf

    @JOIN-2.2 @invite
    Scenario Outline: A <root> names a <leaf> that is listening
      Given a <root> root and a <leaf> leaf that is listening
      When the root invites the leaf
      Then the root's call succeeds

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-2.2 @invite
    Scenario: A root that has leaves invites one more
      Given a root and two leaves that it has invited
      And a leaf that is listening
      When the root invites leaf-3
      Then the root's call succeeds

    @JOIN-2.2 @invite
    Scenario: An invitation does not wait for that of another root
      Given a root and another root
      And two leaves that are listening
      When the root invites leaf-1
      And root-2 invites leaf-2
      Then the root's call succeeds
      And root-2's call succeeds

  Rule: Only a leaf that listens can be invited

    @JOIN-2.3 @invite
    Scenario Outline: A <root> invites a <leaf> that does not listen
      Given a <root> root and a <leaf> leaf
      When the root invites the leaf
      Then the root's join fails
      And the leaf gets no FD_ACCEPT

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-2.3 @invite
    Scenario: An invitation that came too early is not kept for later
      Given a root and a leaf
      When the root invites the leaf
      Then the root's join fails
      When the leaf listens
      Then the leaf gets no FD_ACCEPT
      And the root gets no FD_CONNECT

    @JOIN-2.3 @invite
    Scenario: A leaf that has stopped listening cannot be invited any more
      Given a root and a leaf that is listening
      When the leaf closes its listening socket
      And it is quiet
      And the root invites the leaf
      Then the root's join fails
      And the leaf gets no FD_ACCEPT

    @JOIN-2.3 @JOIN-2.4 @invite
    Scenario: Of two leaves the one that listens is invited
      Given a root and a leaf that is listening
      And another leaf
      When the root invites the other leaf
      Then the root's join fails
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      But the other leaf gets no FD_ACCEPT

  Rule: The leaf is told that it is invited

    @JOIN-2.4 @invite
    Scenario Outline: A <leaf> hears of the invitation of a <root>
      Given a <root> root and two <leaf> leaves that are listening
      When the root invites leaf-1
      Then leaf-1 gets FD_ACCEPT without error, once
      But leaf-2 gets no FD_ACCEPT

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-2.4 @invite
    Scenario: A leaf that nobody invites hears nothing
      Given a root and a leaf that is listening
      When it is quiet
      Then the leaf gets no FD_ACCEPT

  Rule: The leaf is no member until it accepts

    @JOIN-2.5 @invite
    Scenario Outline: A <leaf> that was invited hears nothing of a <root> until it accepts
      Given a <root> root and a <leaf> leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the root sends "before the leaf has accepted"
      Then the leaf's listening socket receives nothing
      When the leaf accepts
      Then the leaf receives nothing
      When the root sends "after the leaf has accepted"
      Then the leaf receives "after the leaf has accepted"

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-2.5 @JOIN-2.6 @invite
    Scenario: A leaf that never accepts never joins
      Given a root and a leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      But the root gets no FD_CONNECT
      When the root sends "to whom it may concern"
      Then the leaf's listening socket receives nothing
      And the root gets no FD_CONNECT

    @JOIN-2.5 @USING-21 @invite @blocking
    Scenario Outline: The call of a blocking <root> returns when the <leaf> has accepted
      Given a blocking <root> root and a <leaf> leaf that is listening
      When the root invites the leaf
      Then the root's call has not returned
      When the leaf accepts
      Then the root's call succeeds

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

  Rule: The root is told when the leaf has accepted, and not before

    @JOIN-2.4 @JOIN-2.5 @JOIN-2.6 @invite
    Scenario Outline: A <root> hears that a <leaf> has accepted
      Given a <root> root and a <leaf> leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      But the root gets no FD_CONNECT
      When the leaf accepts
      Then the leaf's call succeeds
      And the root gets FD_CONNECT without error, once

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-2.6 @invite
    Scenario: One leaf has accepted, which says nothing of the next
      Given a root and a leaf that it has invited
      And a leaf that is listening
      When the root invites leaf-2
      Then leaf-2 gets FD_ACCEPT
      But the root gets no FD_CONNECT
      When leaf-2 accepts
      Then the root gets FD_CONNECT without error, once

    @JOIN-2.6 @invite
    Scenario: Of two roots the one whose leaf has accepted is told
      Given a root and another root
      And two leaves that are listening
      When the root invites leaf-1
      And root-2 invites leaf-2
      Then FD_ACCEPT comes to leaf-1 and leaf-2
      When leaf-2 accepts
      Then root-2 gets FD_CONNECT without error, once
      But the root gets no FD_CONNECT
      When leaf-1 accepts
      Then the root gets FD_CONNECT without error, once
