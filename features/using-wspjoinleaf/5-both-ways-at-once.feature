Feature: Inviting and admitting in one session

  A root that listens for requests may invite leaves all the same. Those who came by invitation and those who were
  admitted are leaves of one session.

  Rule: Both ways lead into one session, in any order

    @USING-16 @invite @admit
    Scenario: A root that listens invites a leaf
      Given a root that is listening and a leaf that is listening
      When the root invites the leaf
      Then the root's call succeeds
      And the leaf gets FD_ACCEPT
      When the leaf accepts
      Then the root gets FD_CONNECT without error, once

    @USING-16 @invite @admit
    Scenario: A root that has admitted a leaf invites another
      Given a root and a leaf that it has admitted
      And a leaf that is listening
      When the root invites leaf-2
      Then leaf-2 gets FD_ACCEPT
      When leaf-2 accepts
      Then the root gets FD_CONNECT without error, once
      When the root sends "to both of you"
      Then "to both of you" reaches leaf-1 and leaf-2

    @USING-16 @invite @admit
    Scenario: A root that has invited a leaf listens and admits another
      Given a root and a leaf that it has invited
      And a leaf
      When the root listens
      Then the root's call succeeds
      When leaf-2 requests admittance
      Then the root gets FD_ACCEPT
      When the root accepts
      Then leaf-2 gets FD_CONNECT without error, once
      When the root sends "to the two of you"
      Then "to the two of you" reaches leaf-1 and leaf-2

    @USING-16 @invite @admit
    Scenario: A request is admitted while an invitation is pending
      Given a root that is listening and a leaf that is listening
      And a leaf
      When the root invites leaf-1
      Then leaf-1 gets FD_ACCEPT
      When leaf-2 requests admittance
      Then the root gets FD_ACCEPT
      When the root accepts
      Then leaf-2 gets FD_CONNECT without error, once
      But the root gets no FD_CONNECT
      When leaf-1 accepts
      Then the root gets FD_CONNECT without error, once

    @USING-16 @invite @admit
    Scenario: An invitation is accepted while a request waits
      Given a root that is listening and a leaf that is listening
      And a leaf
      When leaf-2 requests admittance
      And the root invites leaf-1
      Then FD_ACCEPT comes to the root and leaf-1
      When leaf-1 accepts
      Then the root gets FD_CONNECT without error, once
      But leaf-2 gets no FD_CONNECT
      When the root accepts
      Then leaf-2 gets FD_CONNECT without error, once
