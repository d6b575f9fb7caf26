Feature: What WSPJoinLeaf is for

  A root invites a new leaf; a leaf asks to be admitted to a rooted session; a leaf enters a nonrooted one. There is
  no fourth use: whatever else the call is given joins nobody to anything.

  Rule: A root invites a new leaf

    @JOIN-5.1 @invite
    Scenario Outline: A leaf that was invited takes part in the session of a <root>
      Given a <root> root and a <leaf> leaf that is listening
      When the root invites the leaf
      Then the leaf gets FD_ACCEPT
      When the leaf accepts
      Then the root gets FD_CONNECT without error
      When the root sends "welcome"
      Then the leaf receives "welcome"
      When the leaf sends "thank you"
      Then the root receives "thank you"

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

  Rule: A leaf asks to be admitted to a rooted session

    @JOIN-5.2 @admit
    Scenario Outline: A leaf that was admitted takes part in the session of a <root>
      Given a <root> root that is listening and a <leaf> leaf
      When the leaf requests admittance
      Then the root gets FD_ACCEPT
      When the root accepts
      Then the leaf gets FD_CONNECT without error
      When the root sends "come in"
      Then the leaf receives "come in"
      When the leaf sends "here I am"
      Then the root receives "here I am"

      Examples:
        | root          | leaf          |
        | c_root/d_root | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_leaf |
        | c_root/d_leaf | c_leaf/d_root |

  Rule: A leaf enters a nonrooted session

    @JOIN-5.3 @nonrooted
    Scenario Outline: A <member> that has joined takes part in the session
      Given a c_leaf/d_leaf member that has joined
      And a <member> member
      When the other member joins the session
      Then the other member gets FD_CONNECT without error
      When the member sends "who is there"
      Then the other member receives "who is there"
      When the other member sends "it is me"
      Then the member receives "it is me"

      Examples:
        | member        |
        | c_leaf/d_leaf |
        | c_leaf/d_root |

  Rule: There is no other use

    @JOIN-5.4
    Scenario: A leaf that names another leaf, which does not listen either, joins nobody to anything
      Given two leaves
      When leaf-1 calls WSPJoinLeaf, naming leaf-2
      Then leaf-1's join fails
      And leaf-2 gets no FD_ACCEPT

    @JOIN-5.4 @invite
    Scenario Outline: A <leaf> that names another leaf joins nobody to anything
      Given a <leaf> leaf and a <leaf> leaf that is listening
      When leaf-1 calls WSPJoinLeaf, naming leaf-2
      Then leaf-1's join fails
      And leaf-2 gets no FD_ACCEPT

      Examples:
        | leaf          |
        | c_leaf/d_leaf |
        | c_leaf/d_root |

    @JOIN-5.4 @admit
    Scenario: A root that names another root joins nobody to anything
      Given a root and another root that is listening
      When the root calls WSPJoinLeaf, naming the other root
      Then the root's join fails
      And the other root gets no FD_ACCEPT

    @JOIN-5.4 @admit @plain-sockets
    Scenario: A plain socket joins nobody to anything
      Given a root that is listening and a plain socket
      When the plain socket calls WSPJoinLeaf, naming the root
      Then the plain socket's join fails
      And the root gets no FD_ACCEPT

    @JOIN-5.4 @nonrooted @plain-sockets
    Scenario: A plain socket does not come into a nonrooted session
      Given a member that has joined and a plain socket
      When the plain socket calls WSPJoinLeaf, naming the session
      Then the plain socket's join fails
      When the member sends "among ourselves"
      Then the plain socket receives nothing

    @JOIN-5.4 @nonrooted
    Scenario: A member that names another member joins nobody to anything
      Given a member and a member that has joined
      When member-1 calls WSPJoinLeaf, naming member-2
      Then member-1's join fails
      And member-2 gets no FD_ACCEPT
