package lectern.account;

/// What an account may do to others: an admin manages the server, a member only their own things.
public enum Role {
    ADMIN,
    MEMBER
}
