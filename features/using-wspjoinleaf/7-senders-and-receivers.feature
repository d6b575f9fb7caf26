Feature: Senders and receivers

  A leaf says when it joins whether it will send, receive, or do both. A sender gets no session data, and what a
  receiver sends gets to nobody.

  Rule: A leaf of a rooted session sends, receives, or does both

    @USING-19 @admit
    Scenario: A leaf that only sends
      Given a root that is listening and a leaf
      When the leaf requests admittance as sender
      And it is quiet
      And the root accepts
      Then the leaf gets FD_CONNECT without error
      When the root sends "you will not hear this"
      Then the leaf receives nothing
      When the leaf sends "I hear nothing"
      Then the root receives "I hear nothing"

    @USING-19 @admit
    Scenario: A leaf that only receives
      Given a root that is listening and a leaf
      When the leaf requests admittance as receiver
      And it is quiet
      And the root accepts
      Then the leaf gets FD_CONNECT without error
      When the root sends "you will hear this"
      Then the leaf receives "you will hear this"
      When the leaf sends "nobody hears me"
      Then the root receives nothing

    @USING-19 @admit
    Scenario: A leaf that does both
      Given a root that is listening and a leaf
      When the leaf requests admittance as sender and receiver
      And it is quiet
      And the root accepts
      Then the leaf gets FD_CONNECT without error
      When the root sends "one way"
      Then the leaf receives "one way"
      When the leaf sends "and the other"
      Then the root receives "and the other"

  Rule: So does a member of a nonrooted one

    @USING-19 @nonrooted
    Scenario: A member that only sends
      Given a member that has joined
      And a member
      When the other member joins the session as sender
      Then the other member gets FD_CONNECT without error
      When the member sends "past you"
      Then the other member receives nothing
      When the other member sends "towards you"
      Then the member receives "towards you"

    @USING-19 @nonrooted
    Scenario: A member that only receives
      Given a member that has joined
      And a member
      When the other member joins the session as receiver
      Then the other member gets FD_CONNECT without error
      When the member sends "for your ears"
      Then the other member receives "for your ears"
      When the other member sends "for nobody's"
      Then the member receives nothing

    @USING-19 @nonrooted
    Scenario: A member that does both
      Given a member that has joined
      And a member
      When the other member joins the session as sender and receiver
      Then the other member gets FD_CONNECT without error
      When the member sends "back"
      Then the other member receives "back"
      When the other member sends "and forth"
      Then the member receives "and forth"
