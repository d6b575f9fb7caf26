Feature: Which multipoint sockets can be made

  WSPSocket makes a socket with the roles that its flags ask for, as far as the protocol entry has such roles to give.
  Which error it gives otherwise is not said.

  Rule: A c_root takes a rooted control plane

    @FLAGS-1
    Scenario Outline: A <socket> is asked of an entry that has no such plane
      Given the protocol entries without a rooted control plane
      When a <socket> is asked of each entry without a rooted control plane
      Then WSPSocket fails each time

      Examples:
        | socket        |
        | c_root/d_leaf |
        | c_root/d_root |

  Rule: A leaf takes multipoint support

    @FLAGS-2
    Scenario: A c_leaf/d_leaf is asked of an entry without multipoint
      Given the protocol entries without multipoint support
      When a c_leaf/d_leaf is asked of each entry without multipoint support
      Then WSPSocket fails each time

  Rule: A d_root takes a rooted data plane

    @FLAGS-3
    Scenario Outline: A <socket> is asked of an entry that has no such data plane
      Given the protocol entries without a rooted data plane
      When a <socket> is asked of each entry without a rooted data plane
      Then WSPSocket fails each time

      Examples:
        | socket        |
        | c_leaf/d_root |
        | c_root/d_root |

  Rule: A socket has one role in each plane, or none at all

    @FLAGS-4
    Scenario Outline: A socket is asked to be <socket>
      Given the protocol entries with multipoint support
      When a <socket> is asked of each entry with multipoint support
      Then WSPSocket fails each time

      Examples: Two roles in one plane
        | socket                            |
        | c_root, c_leaf and d_leaf         |
        | c_root, c_leaf and d_root         |
        | c_root, d_root and d_leaf         |
        | c_leaf, d_root and d_leaf         |
        | c_root, c_leaf, d_root and d_leaf |

      Examples: A role in one plane alone
        | socket |
        | c_root |
        | c_leaf |
        | d_root |
        | d_leaf |

      Examples: Two roles in one plane and none in the other
        | socket            |
        | c_root and c_leaf |
        | d_root and d_leaf |
