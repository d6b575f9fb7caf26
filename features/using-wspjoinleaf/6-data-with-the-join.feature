Feature: Data that travels with a join

  Whoever asks may send data along, which the other's condition function sees; the answer comes back with the
  acceptance and can be read when FD_CONNECT has been indicated.

  Rule: Caller data goes with the request

    @USING-18 @ACCEPT-8 @invite @condition @caller-data
    Scenario: A leaf sees what the root sends with its invitation
      Given a root and a leaf that is listening
      When the root invites the leaf with caller data "the agenda"
      And it is quiet
      And the leaf looks at the request and accepts
      Then the condition function of the leaf saw caller data "the agenda"

    @USING-18 @ACCEPT-8 @admit @condition @caller-data
    Scenario: The root sees what a leaf sends with its request
      Given a root that is listening and a leaf
      When the leaf requests admittance with caller data "the password"
      And it is quiet
      And the root looks at the request and accepts
      Then the condition function of the root saw caller data "the password"

    @USING-18 @admit @condition @caller-data
    Scenario: Two leaves send different data
      Given a root that is listening and two leaves
      When leaf-1 requests admittance with caller data "the first"
      And it is quiet
      And leaf-2 requests admittance with caller data "the second"
      And it is quiet
      And the root looks at the request and accepts
      Then the condition function of the root saw caller data "the first"
      When the root looks at the request and accepts
      Then the condition function of the root saw caller data "the second"

  Rule: Callee data comes back

    @USING-18 @invite @condition @caller-data
    Scenario: The root finds what the leaf answers
      Given a root and a leaf that is listening
      When the root invites the leaf with caller data "will you come"
      And it is quiet
      And the leaf accepts with callee data "with pleasure"
      Then the root gets FD_CONNECT without error
      And the root finds callee data "with pleasure"

    @USING-18 @admit @condition @caller-data
    Scenario: The leaf finds what the root answers
      Given a root that is listening and a leaf
      When the leaf requests admittance
      And it is quiet
      And the root accepts with callee data "the third row"
      Then the leaf gets FD_CONNECT without error
      And the leaf finds callee data "the third row"

  Rule: Where nobody sends any there is none

    @USING-18 @ACCEPT-8 @invite @condition @caller-data
    Scenario: Neither the root nor the leaf sends data
      Given a root and a leaf that is listening
      When the root invites the leaf
      And it is quiet
      And the leaf looks at the request and accepts
      Then the condition function of the leaf saw no caller data
      And the root gets FD_CONNECT without error
      And the root finds no callee data

    @USING-18 @admit @caller-data
    Scenario: A request with data is admitted without an answer
      Given a root that is listening and a leaf
      When the leaf requests admittance with caller data "anything to say?"
      And it is quiet
      And the root accepts
      Then the leaf gets FD_CONNECT without error
      And the leaf finds no callee data
