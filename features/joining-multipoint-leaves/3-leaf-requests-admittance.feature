Feature: A leaf requests admittance

  The second way into a rooted session, with the parts exchanged: the root listens, the leaf names it, the root
  hears of the request and accepts, and the leaf is told.

  Rule: Only a root that listens can be asked

    @JOIN-3.2 @admit
    Scenario Outline: A <leaf> asks a <root> that does not listen
      Given a <root> root and a <leaf> leaf
      When the leaf requests admittance
      Then the leaf's join fails
      And the root gets no FD_ACCEPT

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-3.2 @admit
    Scenario: A request that came too early is not kept for later
      Given a root and a leaf
      When the leaf requests admittance
      Then the leaf's join fails
      When the root listens
      Then the root gets no FD_ACCEPT
      And the leaf gets no FD_CONNECT

    @JOIN-3.2 @admit
    Scenario: A root that has gone cannot be asked
      Given a root that is listening and a leaf
      When the root closes its socket
      And it is quiet
      And the leaf requests admittance
      Then the leaf's join fails

  Rule: The leaf names the root

    @JOIN-3.3 @admit
    Scenario Outline: A <leaf> names a <root> that is listening
      Given a <root> root that is listening and a <leaf> leaf
      When the leaf requests admittance
      Then the leaf's call succeeds

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-3.3 @admit
    Scenario: Several leaves ask while none has been admitted
      Given a root that is listening and three leaves
      When leaf-1 requests admittance
      And leaf-2 requests admittance
      And leaf-3 requests admittance
      Then leaf-1's call succeeds
      And leaf-2's call succeeds
      And leaf-3's call succeeds

  Rule: The root is told that somebody asks

    @JOIN-3.4 @admit
    Scenario Outline: A <root> hears of the request of a <leaf>
      Given a <root> root that is listening and a <leaf> leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT without error, once
      And the leaf gets no FD_ACCEPT

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-3.4 @admit
    Scenario: A root that nobody asks hears nothing
      Given a root that is listening and a leaf
      When it is quiet
      Then the root gets no FD_ACCEPT

  Rule: The leaf is no member until the root accepts

    @JOIN-3.5 @admit
    Scenario Outline: A <leaf> that has asked hears nothing of a <root> until it is admitted
      Given a <root> root that is listening and a <leaf> leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      When the root sends "before the leaf is admitted"
      Then the leaf receives nothing
      When the root accepts
      Then the leaf receives nothing
      When the root sends "after the leaf is admitted"
      Then the leaf receives "after the leaf is admitted"

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-3.5 @admit
    Scenario: What a leaf sends before it is admitted does not reach the root
      Given a root that is listening and a leaf
      When the leaf requests admittance
      And the leaf sends "may I come in"
      Then the root receives nothing
      When the root accepts
      Then the root receives nothing

    @JOIN-3.5 @JOIN-3.6 @admit
    Scenario: A leaf that the root does not accept stays outside
      Given a root that is listening and a leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      But the leaf gets no FD_CONNECT
      When the root sends "to those within"
      Then the leaf receives nothing
      And the leaf gets no FD_CONNECT

    @JOIN-3.5 @USING-21 @admit @blocking
    Scenario Outline: The call of a blocking <leaf> returns when the <root> has accepted
      Given a <root> root that is listening and a blocking <leaf> leaf
      When the leaf requests admittance
      Then the leaf's call has not returned
      When the root accepts
      Then the leaf's call succeeds

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

  Rule: The leaf is told when the root has accepted, and not before

    @JOIN-3.4 @JOIN-3.5 @JOIN-3.6 @admit
    Scenario Outline: A <leaf> hears that a <root> has admitted it
      Given a <root> root that is listening and a <leaf> leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      But the leaf gets no FD_CONNECT
      When the root accepts
      Then the root's call succeeds
      And the leaf gets FD_CONNECT without error, once

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

    @JOIN-3.6 @admit
    Scenario: One leaf has been admitted, which says nothing of the next
      Given a root that is listening and two leaves
      When admittance is requested by leaf-1 and leaf-2
      Then no FD_CONNECT comes to leaf-1 and leaf-2
      When the root accepts
      Then leaf-1 gets FD_CONNECT without error, once
      But leaf-2 gets no FD_CONNECT
      When the root accepts
      Then leaf-2 gets FD_CONNECT without error, once
      But leaf-1 gets no FD_CONNECT
